"""What happened to the weather, as people read it: one sentence for every kind in ``events.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.journal.models import GROUP_BOARD, Event
from heating_ops.ui.wording import word_for

from .models import Feed

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a timeline."""

    at: datetime
    actor: str
    sentence: str
    detail: str
    tone: str


def _level(data: Data, name: str = "level") -> str:
    return word_for("cold_wave", data.get(name))


def _fall(data: Data) -> str:
    if data.get("declared"):
        return _("Cold wave, %(level)s: declared by hand") % {"level": _level(data)}
    figures = {"level": _level(data), "fall": data.get("fall_c"), "low": str(data.get("low_c")).replace("-", "−")}
    return _("Cold wave, %(level)s: the daily minimum falls by %(fall)s °C to %(low)s °C") % figures


def _until(data: Data) -> str:
    moment = parse_datetime(str(data.get("until")))
    return date_format(localtime(moment), "m-d H:i") if moment else ""


_SENTENCES: Final[dict[str, Callable[[Data], str]]] = {
    "weather.values_taken": lambda data: (
        _("Hourly values: %(new)s new, %(changed)s corrected") % {"new": data["new"], "changed": data["changed"]}
    ),
    "weather.feed_left_alone": lambda data: _("A feed fails and is left alone for a while"),
    "weather.feed_works_again": lambda data: _("The feed works again"),
    "cold_wave.began": _fall,
    "cold_wave.changed": lambda data: _fall(data) + " " + _("(before: %(level)s)") % {"level": _level(data, "before")},
    "cold_wave.ended": lambda data: _("The cold wave is over (before: %(level)s)") % {"level": _level(data)},
    "cold_wave.declared": lambda data: (
        _("Declared by hand: %(level)s until %(until)s") % {"level": _level(data), "until": _until(data)}
    ),
    "cold_wave.withdrawn": lambda data: _("Declaration withdrawn: %(level)s") % {"level": _level(data)},
    "cold_wave.posture_taken": lambda data: _("Stand-by: line %(item)s is done") % {"item": data["item"]},
    "season.set": lambda data: (
        _("%(mode)s: %(first)s to %(last)s")
        % {"mode": word_for("season", data["mode"]), "first": data["first_day"], "last": data["last_day"]}
    ),
}
_TONES: Final = {
    "cold_wave.began": "urgent",
    "cold_wave.changed": "urgent",
    "cold_wave.ended": "ok",
    "weather.feed_left_alone": "warn",
    "weather.feed_works_again": "ok",
}


def has_sentence(kind: str) -> bool:
    """Answer whether a kind of event can be told."""
    return kind in _SENTENCES


def lately(limit: int = 12) -> list[Line]:
    """Tell what happened to the weather last, newest first."""
    events = Event.objects.filter(board__slug=GROUP_BOARD, kind__in=list(_SENTENCES)).order_by("-seq")[:limit]
    told = list(events)
    names = _names(event.actor for event in told)
    return [
        Line(
            event.at,
            names.get(event.actor, _("automatic")),
            _SENTENCES[event.kind](event.data),
            event.reason,
            _TONES.get(event.kind, ""),
        )
        for event in told
    ]


def _names(actors: Any) -> dict[str, str]:
    """The names of people and feeds among actors, two queries."""
    people, feeds = set(), set()
    for actor in actors:
        kind, _colon, rest = actor.partition(":")
        if kind == "user":
            people.add(int(rest))
        elif rest.startswith("feed-"):
            feeds.add(int(rest.removeprefix("feed-")))
    names = {f"user:{user.pk}": str(user) for user in User.objects.filter(pk__in=people)} if people else {}
    if feeds:
        names |= {f"system:feed-{feed.pk}": feed.name for feed in Feed.objects.filter(pk__in=feeds)}
    return names
