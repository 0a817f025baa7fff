"""From what was sent to a report: the place resolved, the time allowed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.addresses import building_by_id, match_address
from workorders.catalogue import Category
from workorders.commands import External, Place

from .callers.choosing import read_household
from .catalogue.queries import find_item
from .commands import Report
from .duplicates.choice import read_choice
from .guidance.commands import Guided, check
from .models import Channel, GuidanceOutcome, PlaceMatch, ProblemItem
from .scripts.telling import said_from
from .suppliers.referring import read_sent_on

_FUTURE_ALLOWED = timedelta(minutes=5)
_PAST_ALLOWED = timedelta(minutes=15)


def report_from(data: Mapping[str, Any], *, user: User, now: datetime) -> Report:
    """Make a report of a checked call body (``CallShape``).

    :raises InvalidInput: the building, the item, the script, the household or the supplier does not exist, or the
        time is not allowed
    """
    place, match = resolve_place(data["place"])
    channel = Channel(data["channel"])
    external = data.get("external")
    answers = data.get("answers", {})
    chosen, different = read_choice(data.get("joins", ""))
    return Report(
        channel=channel,
        category=Category(data["category"]),
        item=resolve_item(data.get("item", ""), category=data["category"]),
        place=place,
        place_match=match,
        reported_at=allowed_time(data.get("reported_at"), may_backdate=user.may_backdate, now=now),
        caller_phone=data.get("caller_phone", ""),
        caller_name=data.get("caller_name", ""),
        text=data.get("text", ""),
        answers={danger: yes for danger, yes in answers.items() if danger != "extent"},
        extent=answers.get("extent", ""),
        indoor_temp_c=data.get("indoor_temp_c"),
        external=_external(channel, external),
        different_trouble=different or data.get("different_trouble", False),
        chosen=chosen,
        guided=_guided(data.get("guidance")),
        told=said_from(data),
        household_id=read_household(data.get("household")),
        sent_on=read_sent_on(
            data.get("supplier"), data.get("supplier_told"), ours=place.building is not None, category=data["category"]
        ),
    )


def resolve_place(said: Mapping[str, Any]) -> tuple[Place, PlaceMatch]:
    """Find the building of what was said, and how sure that is. Nothing is guessed silently.

    An address that two stations feed keeps the first, marked uncertain; one that is
    not in the network keeps its words, and the order waits on the group's board.

    :raises InvalidInput: an id that no building has
    """
    flat = said.get("flat", "")
    if said.get("street") and said.get("building"):
        words = " ".join(part for part in (said["street"], said["building"], flat) if part)
        found = match_address(said["street"], said["building"], said.get("branch") or None)
        if not found:
            return Place(flat=flat, text=words, certain=False), PlaceMatch.UNMATCHED
        first = found[0]
        sure = len(found) == 1
        place = Place(building=first, flat=flat, text=words, certain=sure, key_site=first.key_site_name)
        return place, PlaceMatch.EXACT if sure else PlaceMatch.AMBIGUOUS
    if said.get("building"):
        building = building_by_id(int(said["building"]))
        if building is None:
            raise InvalidInput("place", _("There is no building with the id %(id)s."), id=said["building"])
        return Place(building=building, flat=flat, key_site=building.key_site_name), PlaceMatch.EXACT
    return Place(flat=flat, text=said["text"], certain=False), PlaceMatch.UNMATCHED


def resolve_item(code: str, *, category: str) -> ProblemItem | None:
    """Find what exactly is wrong in the catalogue; ``None`` when nothing is named.

    :raises InvalidInput: an item that is not there or not in use, or one of another category
    """
    if not code:
        return None
    item = find_item(code)
    if item is None:
        raise InvalidInput("item", _("The catalogue has no item %(code)s."), code=code)
    if item.category != category:
        raise InvalidInput(
            "item", _("The item %(code)s belongs to the category %(category)s."), code=code, category=item.category
        )
    return item


def _guided(said: Mapping[str, Any] | None) -> Guided | None:
    """What guidance came to while the caller was on the line.

    :raises InvalidInput: the outcome or the steps are not the item's
    """
    if not said:
        return None
    item = find_item(said["item"]) if said.get("item") else None
    guided = Guided(GuidanceOutcome(said["outcome"]), item, tuple(said.get("steps", ())))
    check(guided)
    return guided


def _external(channel: Channel, said: Mapping[str, Any] | None) -> External | None:
    if channel != Channel.CITY_LINE:
        return None
    return External(channel, said.get("due_at") if said else None)


def allowed_time(reported_at: datetime | None, *, may_backdate: bool, now: datetime) -> datetime:
    """The time of the report; the past only from sources that may backdate.

    :raises InvalidInput: in the future, or in the past without that right
    """
    if reported_at is None:
        return now
    if reported_at > now + _FUTURE_ALLOWED:
        raise InvalidInput("reported_at", _("The time of the report lies in the future."))
    if reported_at < now - _PAST_ALLOWED and not may_backdate:
        raise InvalidInput("reported_at", _("This account may not file calls with a time in the past."))
    return reported_at
