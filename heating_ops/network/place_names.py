"""Keeping the table of names in step with what they name."""

from collections.abc import Iterator
from typing import Final

from django.db import connection, transaction

from .address_keys import street_key
from .copying import Cell, copy_rows, take_time
from .models import Building, Community, KeySite, PlaceName, Station
from .pinyin import initials_of, pinyin_of

_COLUMNS: Final = (
    *("kind", "name", "key", "pinyin", "initials", "detail"),
    *("branch_id", "community_id", "station_id", "key_site_id", "building_id"),
)


@transaction.atomic
def rebuild_place_names() -> int:
    """Write every name anew and answer how many there are; a second or two for a whole city.

    Whoever adds or renames communities, streets, stations or key sites calls this
    afterwards. Readers see the old names until the transaction ends.
    """
    take_time()
    with connection.cursor() as cursor:
        # Two rebuilds at once would leave every name twice.
        cursor.execute("LOCK TABLE network_placename IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM network_placename")
    return copy_rows("network_placename", _COLUMNS, _rows())


def _rows() -> Iterator[tuple[Cell, ...]]:
    for community in Community.objects.order_by("id"):
        yield _row(
            PlaceName.Kind.COMMUNITY,
            community.name,
            detail=community.district,
            branch_id=community.branch_id,
            community_id=community.pk,
        )
    seen: set[str] = set()
    streets = Building.objects.filter(community=None).order_by("street").values_list("street", flat=True).distinct()
    for name in streets:
        if (key := street_key(name)) not in seen:
            seen.add(key)
            yield _row(PlaceName.Kind.STREET, name)
    for station in Station.objects.order_by("id"):
        yield _row(
            PlaceName.Kind.STATION,
            station.name,
            detail=station.line,
            branch_id=station.branch_id,
            station_id=station.pk,
        )
    for site in KeySite.objects.select_related("building__loop__station").order_by("id"):
        station = site.building.loop.station
        yield _row(
            PlaceName.Kind.KEY_SITE,
            site.name,
            detail=f"{site.building} · {station}",
            branch_id=station.branch_id,
            key_site_id=site.pk,
            building_id=site.building_id,
        )


def _row(
    kind: PlaceName.Kind,
    name: str,
    *,
    detail: str = "",
    branch_id: int | None = None,
    community_id: int | None = None,
    station_id: int | None = None,
    key_site_id: int | None = None,
    building_id: int | None = None,
) -> tuple[Cell, ...]:
    written = kind.value, name, street_key(name), pinyin_of(name), initials_of(name), detail
    return *written, branch_id, community_id, station_id, key_site_id, building_id
