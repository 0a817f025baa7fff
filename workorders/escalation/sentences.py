"""What happened on the way upward, as people read it: one sentence for every kind in ``events.py``."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heating_ops.ui.wording import word_for

Data = Mapping[str, Any]
Names = Mapping[str, str]


def _level(data: Data) -> str:
    return word_for("duty_level", data.get("level"))


def _at(data: Data) -> str:
    moment = parse_datetime(str(data.get("due_at")))
    return date_format(localtime(moment), "m-d H:i") if moment else ""


def _escalated(data: Data, names: Names) -> str:
    words = {"level": _level(data), "name": names.get(str(data.get("to"))) or "–"}
    because = data.get("because") or "chain"
    if because == "chain":
        return _("Escalated to the %(level)s: %(name)s") % words
    words["because"] = word_for("escalated_because", because)
    return _("Escalated to the %(level)s, because %(because)s: %(name)s") % words


def _capped(data: Data, names: Names) -> str:
    repeats = int(data.get("repeats") or 0)
    said = ngettext(
        "It came back %(n)s time and nothing moves: it is not told again by itself",
        "It came back %(n)s times and nothing moves: it is not told again by itself",
        repeats,
    )
    return said % {"n": repeats}


def _chased(data: Data, names: Names) -> str:
    holder = _("the crew") if data.get("holder") == "crew" else word_for("duty_level", data.get("holder"))
    return _("Chased: %(holder)s is to answer by %(at)s") % {"holder": holder, "at": _at(data)}


def _ended(data: Data, names: Names) -> str:
    return _("The supervision ended, in time") if data.get("in_time") else _("The supervision ended, too late")


SENTENCES: Final[dict[str, Callable[[Data, Names], str]]] = {
    "escalated": _escalated,
    "nobody_on_duty": lambda data, names: _("Nobody on duty as %(level)s") % {"level": _level(data)},
    "escalation_acknowledged": lambda data, names: _("Taken: nobody above is told while it moves"),
    "escalation_capped": _capped,
    "supervised": lambda data, names: _("Supervised by a leader until %(at)s") % {"at": _at(data)},
    "supervision_passed": lambda data, names: _("Supervised until %(at)s, and not done") % {"at": _at(data)},
    "supervision_ended": _ended,
    "chased": _chased,
    "chase_answered": lambda data, names: _("The chase was answered"),
    "chase_unanswered": lambda data, names: _("The chase was not answered by %(at)s") % {"at": _at(data)},
}
TONES: Final = {
    "nobody_on_duty": "urgent",
    "escalated": "warn",
    "escalation_acknowledged": "ok",
    "escalation_capped": "urgent",
    "supervised": "warn",
    "supervision_passed": "urgent",
    "chased": "warn",
    "chase_unanswered": "urgent",
}


def has_alarm_sentence(kind: str) -> bool:
    """Answer whether a kind of event of a community alarm can be told."""
    return kind.removeprefix("community_alarm.") in ALARM_SENTENCES


def _alarm_told(data: Data, names: Names) -> str:
    words = {"level": _level(data), "name": names.get(str(data.get("to"))) or "–"}
    return _("Told to the %(level)s: %(name)s") % words


ALARM_SENTENCES: Final[dict[str, Callable[[Data, Names], str]]] = {
    "raised": lambda data, names: _("%(reports)s reports within %(minutes)s min") % data,
    "told": _alarm_told,
    "nobody_on_duty": SENTENCES["nobody_on_duty"],
    "acknowledged": SENTENCES["escalation_acknowledged"],
    "ended": lambda data, names: _("No more reports"),
}
