"""The building, loop, station, branch and community of a place, read by a function whose plan is kept.

Planning the join of six tables takes PostgreSQL five times as long as running it;
a PL/pgSQL function plans once per connection. Whole rows as JSON: a new column
needs no new function.
"""

from django.db import migrations

_CREATE = """
CREATE FUNCTION network_place_of(wanted bigint) RETURNS json LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (
        SELECT json_build_array(
            to_json(b), to_json(l), to_json(s), to_json(br), to_json(c),
            coalesce((SELECT k.name FROM network_keysite k WHERE k.building_id = b.id ORDER BY k.id LIMIT 1), '')
        )
        FROM network_building b
        JOIN network_loop l ON l.id = b.loop_id
        JOIN network_station s ON s.id = l.station_id
        JOIN network_branch br ON br.id = s.branch_id
        LEFT JOIN network_community c ON c.id = b.community_id
        WHERE b.id = wanted
    );
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0003_nearest_names")]
    operations = [migrations.RunSQL(_CREATE, "DROP FUNCTION network_place_of(bigint)")]
