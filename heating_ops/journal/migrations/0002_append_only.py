"""The function that numbers and chains events, and the trigger that keeps them."""

from django.db import migrations

HASH = """
CREATE FUNCTION journal_hash(
    prev_hash text, slug text, seq bigint, at timestamptz, kind text, subject text,
    actor text, reason text, request_id uuid, card jsonb, data jsonb
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    -- Every part is led by its length, so that no two different rows read alike.
    SELECT encode(sha256(convert_to(string_agg(length(part) || ':' || part, '' ORDER BY place), 'UTF8')), 'hex')
    FROM unnest(ARRAY[
        prev_hash, slug, seq::text, extract(epoch FROM at)::text, kind, subject, actor, reason,
        coalesce(request_id::text, ''), coalesce(card::text, ''), data::text
    ]) WITH ORDINALITY AS parts(part, place)
$$;
"""

# Boards are locked in sorted order, each counter advanced once, and the lock is
# held from here to the commit: numbers are given out in commit order, so a
# reader's cursor never skips one. Called as the last act of the transaction.
APPEND = """
CREATE FUNCTION journal_append(facts jsonb) RETURNS TABLE (slug text, seq bigint)
LANGUAGE plpgsql AS $$
DECLARE
    head journal_board%ROWTYPE;
    fact jsonb;
    digest text;
    board_slug text;
    wanted uuid;
BEGIN
    FOR board_slug IN SELECT DISTINCT f->>'board' FROM jsonb_array_elements(facts) f ORDER BY 1 LOOP
        SELECT * INTO head FROM journal_board b WHERE b.slug = board_slug FOR UPDATE;
        IF NOT FOUND THEN
            INSERT INTO journal_board (slug, seq, head_hash) VALUES (board_slug, 0, '') ON CONFLICT DO NOTHING;
            SELECT * INTO head FROM journal_board b WHERE b.slug = board_slug FOR UPDATE;
        END IF;
        FOR fact IN
            SELECT f FROM jsonb_array_elements(facts) WITH ORDINALITY e(f, place)
            WHERE f->>'board' = board_slug ORDER BY place
        LOOP
            head.seq := head.seq + 1;
            wanted := (fact->>'request_id')::uuid;
            digest := journal_hash(
                head.head_hash, board_slug, head.seq, (fact->>'at')::timestamptz, fact->>'kind', fact->>'subject',
                fact->>'actor', fact->>'reason', wanted, nullif(fact->'card', 'null'::jsonb), fact->'data'
            );
            INSERT INTO journal_event
                (board_id, seq, at, kind, subject, actor, reason, request_id, card, data, prev_hash, hash)
            VALUES (
                head.id, head.seq, (fact->>'at')::timestamptz, fact->>'kind', fact->>'subject', fact->>'actor',
                fact->>'reason', wanted, nullif(fact->'card', 'null'::jsonb), fact->'data', head.head_hash, digest
            );
            head.head_hash := digest;
        END LOOP;
        UPDATE journal_board b SET seq = head.seq, head_hash = head.head_hash WHERE b.id = head.id;
        slug := board_slug;
        seq := head.seq;
        RETURN NEXT;
    END LOOP;
END
$$;
"""

KEEP = """
CREATE FUNCTION journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER journal_event_append_only BEFORE UPDATE OR DELETE ON journal_event
    FOR EACH ROW EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER journal_event_no_truncate BEFORE TRUNCATE ON journal_event
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
INSERT INTO journal_epoch (name, began_at) VALUES (gen_random_uuid(), now());
INSERT INTO journal_board (slug, seq, head_hash) VALUES ('group', 0, '');
"""

UNDO = """
DROP TRIGGER journal_event_no_truncate ON journal_event;
DROP TRIGGER journal_event_append_only ON journal_event;
DROP FUNCTION journal_refuse_change();
DROP FUNCTION journal_append(jsonb);
DROP FUNCTION journal_hash(text, text, bigint, timestamptz, text, text, text, text, uuid, jsonb, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(HASH + APPEND + KEEP, UNDO)]
