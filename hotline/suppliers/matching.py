"""Which supplier serves a place as it is said. Names of our own network come first: what is ours is nobody else's."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db import connection

from heating_ops.network.models import PlaceName
from heating_ops.network.pinyin import pinyin_of
from heating_ops.network.search_terms import readings

from .models import Supplier, SupplierArea

_MOST: Final = 4
_LONGEST: Final = 200
_SHORTEST_SOUND: Final = 5
_ALIKE: Final = 0.55
_AREA, _SUPPLIER = SupplierArea._meta.db_table, Supplier._meta.db_table
# An area is named by what was typed before the numbers, or its words occur in it; else it sounds alike.
_FITTING: Final = f"""
SELECT DISTINCT ON (fit.supplier_id) fit.supplier_id, fit.name, fit.how FROM (
    SELECT a.supplier_id, a.name, a.id, CASE
        WHEN a.kind <> 'pattern' AND a.key = ANY(%(names)s) THEN 'exact'
        WHEN a.kind = 'pattern' AND EXISTS (SELECT FROM unnest(%(names)s::text[]) n WHERE position(a.key IN n) > 0)
            THEN 'exact'
        WHEN a.kind <> 'pattern' AND a.pinyin = ANY(%(sounds)s) THEN 'sound'
        WHEN a.kind <> 'pattern' AND length(a.pinyin) >= %(shortest)s
            AND (SELECT max(similarity(a.pinyin, s)) FROM unnest(%(sounds)s::text[]) s) >= %(alike)s THEN 'alike'
    END AS how
    FROM {_AREA} a JOIN {_SUPPLIER} u ON u.id = a.supplier_id AND u.active
) fit WHERE fit.how IS NOT NULL
ORDER BY fit.supplier_id, array_position(ARRAY['exact', 'sound', 'alike'], fit.how), fit.id"""  # noqa: S608


class How(StrEnum):
    """How sure it is that the place was meant."""

    EXACT = "exact"
    SOUND = "sound"
    """Written otherwise, spoken the same."""
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Serves:
    """A supplier that may serve the place, by one of its areas."""

    supplier: Supplier
    area: str
    how: How

    @property
    def is_sure(self) -> bool:
        """Whether the name was the name; else the operator asks."""
        return self.how is How.EXACT


def who_serves(said: str) -> list[Serves]:
    """Find the suppliers that may serve a place as it is typed, the surest first; none for a name of our network.

    Names are folded as addresses are: case, spaces, diacritics and the word for "building" do not matter.
    """
    names = list(dict.fromkeys(terms.name for terms in readings(said.replace("\x00", "")[:_LONGEST])))
    if not names:
        return []
    sounds = [sound for sound in map(pinyin_of, names) if len(sound) >= _SHORTEST_SOUND]
    asked = {"names": names, "sounds": sounds, "shortest": _SHORTEST_SOUND, "alike": _ALIKE}
    found = _rows(_FITTING, asked)
    if not found:
        return []
    order = list(How)
    suppliers = Supplier.objects.in_bulk([row["supplier_id"] for row in found])
    served = [Serves(suppliers[row["supplier_id"]], row["name"], How(row["how"])) for row in found]
    served.sort(key=lambda one: (order.index(one.how), one.supplier.pk))
    # Part of a supplier's name, or one that sounds like it, may be a place of ours.
    if not served[0].is_sure and PlaceName.objects.filter(key__in=names).exists():
        return []
    return served[:_MOST]


def _rows(statement: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
