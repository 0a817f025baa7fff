"""The statements of place search. Each reads one small table, or one index of a large one."""

from typing import Final

_HEAD: Final = """
SELECT p.kind, p.name, p.key, p.detail, p.community_id, p.building_id, br.id AS branch_id, br.name AS branch"""
_FROM: Final = "FROM network_placename p LEFT JOIN network_branch br ON br.id = p.branch_id"
_ORDER: Final = """
ORDER BY score DESC, array_position(ARRAY['community', 'street', 'key_site', 'station'], p.kind::text),
    length(p.key), p.id
LIMIT 20"""

# A name typed in Latin letters: initials from their beginning, pinyin wherever the caller of this asks.
NAMES_BY_LETTERS: Final = f"""
{_HEAD}, CASE WHEN p.pinyin = %(text)s THEN 100 WHEN p.initials = %(text)s THEN 95 WHEN p.pinyin LIKE %(begins)s THEN 80
    WHEN p.initials LIKE %(begins)s THEN 70 ELSE 60 END AS score
{_FROM}
WHERE p.initials LIKE %(begins)s OR p.pinyin LIKE %(anywhere)s
{_ORDER}"""

NAMES_BY_CHARACTERS: Final = f"""
{_HEAD}, CASE WHEN p.key = %(text)s THEN 100 WHEN p.key LIKE %(begins)s THEN 80 ELSE 60 END AS score
{_FROM}
WHERE p.key LIKE %(anywhere)s
{_ORDER}"""

# Misspelt names, by their sound: 阳光华园 and yanguanghuayuan both mean 阳光花园.
# The nearest come from the index; the worst of them are then left out.
NAMES_BY_SOUND: Final = f"""
{_HEAD}, 90 * (1 - p.distance) AS score
FROM (
    SELECT *, pinyin <-> %(sound)s AS distance FROM network_placename
    WHERE kind <> 'station' ORDER BY pinyin <-> %(sound)s LIMIT 20
) p LEFT JOIN network_branch br ON br.id = p.branch_id
WHERE distance < 0.7
{_ORDER}"""  # noqa: S608 - put together from constants

# 2号楼 before 10号楼.
BUILDINGS_OF_PLACES: Final = """
SELECT network_place_of(b.id) AS place
FROM (
    SELECT id, number_key, array_position(%(communities)s::bigint[], community_id) AS area
    FROM network_building
    WHERE community_id = ANY(%(communities)s::bigint[]) AND number_key LIKE %(begins)s
    UNION ALL
    SELECT id, number_key, 100 + array_position(%(streets)s::text[], street_key)
    FROM network_building
    WHERE street_key = ANY(%(streets)s::text[]) AND community_id IS NULL AND number_key LIKE %(begins)s
) b
ORDER BY number_key <> %(number)s, area, coalesce(substring(number_key FROM '[0-9]+')::numeric, 0), number_key, id
LIMIT %(limit)s"""

FLATS_OF_BUILDINGS: Final = """
SELECT building_id, unit, room
FROM network_household
WHERE building_id = ANY(%(buildings)s::bigint[])
    AND (%(unit)s = '' OR unit = %(unit)s) AND room LIKE %(begins)s
ORDER BY array_position(%(buildings)s::bigint[], building_id), room <> %(room)s, length(room), unit, room
LIMIT %(limit)s"""

BUILDINGS_WITH_FLATS: Final = """
SELECT id FROM network_building b
WHERE id = ANY(%(buildings)s::bigint[]) AND EXISTS (SELECT FROM network_household h WHERE h.building_id = b.id)"""

FLATS_BY_PHONE: Final = """
SELECT network_place_of(building_id) AS place, unit, room, phone
FROM (SELECT * FROM network_household WHERE reverse(phone) LIKE %(backwards)s LIMIT %(limit)s) h
ORDER BY id"""
