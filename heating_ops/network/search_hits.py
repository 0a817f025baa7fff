"""What place search answers: one line of the list under the place field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .addresses import PlaceRows


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place somebody may mean.

    ``kind`` is building, household, community, street, station or key_site. A
    community, street or station has no ``building`` (id): taking it puts ``label``
    into the field and the search goes on. ``flat`` is not part of the label;
    ``branch`` is the slug of its board. ``score`` runs from 0 to 100.
    """

    kind: str
    building: int | None
    label: str
    detail: str
    flat: str | None
    branch: str
    branch_name: str
    key_site: str
    score: float


def building_hit(place: PlaceRows, score: float, *, flat: str | None = None, remark: str = "") -> PlaceHit:
    """Make a line for a building, or for a flat in it; ``remark`` comes first in the small print."""
    building, _loop, station, branch, _community, key_site = place
    return PlaceHit(
        kind="household" if flat else "building",
        building=building["id"],
        label=f"{building['street']} {building['number']}",
        detail=_small_print(remark, station["name"], branch["name"]),
        flat=flat,
        branch=_slug(branch["id"]),
        branch_name=branch["name"],
        key_site=key_site,
        score=float(score),
    )


def name_hit(row: Mapping[str, Any]) -> PlaceHit:
    """Make a line for a community, street or station as a whole, or for a key site."""
    kind = row["kind"]
    what = {"community": _("community"), "street": _("street"), "station": _("heat station")}.get(kind, "")
    return PlaceHit(
        kind=kind,
        building=row["building_id"],
        label=row["name"],
        detail=_small_print(what, row["detail"], row["branch"] or ""),
        flat=None,
        branch=_slug(row["branch_id"]),
        branch_name=row["branch"] or "",
        key_site=row["name"] if kind == "key_site" else "",
        score=float(row["score"]),
    )


def flat_of(row: Mapping[str, Any]) -> str:
    """Write a flat as people say it: unit and room, ``2-501``, or the room alone."""
    return f"{row['unit']}-{row['room']}" if row["unit"] else str(row["room"])


def masked(phone: str) -> str:
    """Show enough of a number to recognise it and too little to dial it."""
    return f"{phone[:3]}****{phone[-4:]}"


def _small_print(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _slug(branch_id: int | None) -> str:
    return f"branch-{branch_id}" if branch_id else ""
