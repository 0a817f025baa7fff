"""Reasons and doubts in the reader's words."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import reduce
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heating_ops.crews.models import Skill

from ..catalogue import Status
from ..models import order_number
from .scoring import Said

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


def in_words(said: Said) -> str:
    """Say one reason or doubt.

    :raises KeyError: a code nobody wrote words for
    """
    return _SENTENCES[said.code](said.particulars)


def _long(length: timedelta) -> str:
    """A length of time in its largest unit."""
    if length < _HOUR:
        return _("%(minutes)s min") % {"minutes": max(0, length // _MINUTE)}
    if length < 2 * _DAY:
        return _("%(hours)s h") % {"hours": length // _HOUR}
    return _("%(days)s d") % {"days": length // _DAY}


def _km(km: float) -> str:
    return _("%(km)s km") % {"km": f"{km:.1f}" if km < 10 else f"{km:.0f}"}


def _skills(codes: list[str]) -> str:
    names = [str(Skill(one).label) for one in codes]
    return reduce(lambda first, then: _("%(first)s, %(then)s") % {"first": first, "then": then}, names)


def _old_position(data: Mapping[str, Any]) -> str:
    age = data["age"]
    return _("Position %(age)s old") % {"age": _long(age)} if age is not None else _("Position of unknown age")


def _out(data: Mapping[str, Any]) -> str:
    told = {"number": order_number(data["order"])}
    if data["status"] == Status.EN_ROUTE:
        return _("Already under way to %(number)s") % told
    return _("Already at work on %(number)s") % told


def _in_hand(data: Mapping[str, Any]) -> str:
    count = data["count"]
    return ngettext("%(count)s order in hand", "%(count)s orders in hand", count) % {"count": count}


_SENTENCES: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "has_skills": lambda data: _("Can do %(skills)s") % {"skills": _skills(data["skills"])},
    "near": lambda data: _("%(km)s away, seen %(age)s ago") % {"km": _km(data["km"]), "age": _long(data["age"])},
    "was_near": lambda data: _("Last seen %(km)s away") % {"km": _km(data["km"])},
    "free": lambda data: _("Nothing in hand"),
    "on_duty_until": lambda data: (
        _("On duty until %(time)s") % {"time": timezone.localtime(data["until"]).strftime("%H:%M")}
    ),
    "vehicle": lambda data: str(data["vehicle"]),
    "lacks_skills": lambda data: _("Lacks %(skills)s") % {"skills": _skills(data["skills"])},
    "other_branch": lambda data: _("Of %(branch)s") % {"branch": data["branch"]},
    "no_position": lambda data: _("Position not known"),
    "old_position": _old_position,
    "has_it": lambda data: _("Has this order now"),
    "out": _out,
    "in_hand": _in_hand,
    "off_duty": lambda data: _("Off duty"),
    "shift_ending": lambda data: _("Off duty in %(left)s") % {"left": _long(data["left"])},
    "long_on_duty": lambda data: _("On duty for %(hours)s h") % {"hours": data["hours"]},
    "short_rest": lambda data: _("Rested only %(hours)s h before this shift") % {"hours": data["hours"]},
    "no_vehicle": lambda data: _("No vehicle entered"),
}
