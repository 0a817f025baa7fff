"""The event that answers a request keeps a digest of what was asked: the same id with other content is refused."""

from django.db import migrations, models

APPEND = """
CREATE OR REPLACE FUNCTION journal_append(facts jsonb) RETURNS TABLE (slug text, seq bigint)
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
                (board_id, seq, at, kind, subject, actor, reason, request_id, request_digest, card, data, prev_hash, hash)
            VALUES (
                head.id, head.seq, (fact->>'at')::timestamptz, fact->>'kind', fact->>'subject', fact->>'actor',
                fact->>'reason', wanted, coalesce(fact->>'request_digest', ''), nullif(fact->'card', 'null'::jsonb),
                fact->'data', head.head_hash, digest
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


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]
    operations = [
        migrations.AddField(
            model_name="event",
            name="request_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.RunSQL(APPEND, migrations.RunSQL.noop),
    ]
