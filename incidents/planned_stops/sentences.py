"""What happened to a planned stop, as people read it: one sentence for every kind in ``events.py``."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heating_ops.journal.models import Event
from heating_ops.journal.queries import history_of
from workorders.sentences import Line, actor_word, names_of

from .models import PlannedStop

Data = Mapping[str, Any]


def _at(data: Data, name: str) -> str:
    moment = parse_datetime(str(data.get(name)))
    return date_format(localtime(moment), "m-d H:i") if moment else ""


_SENTENCES: Final[dict[str, Callable[[Data], str]]] = {
    "planned": lambda data: (
        _("Announced: from %(begins)s to %(ends)s") % {"begins": _at(data, "begins_at"), "ends": _at(data, "ends_at")}
    ),
    "began": lambda data: _("It began: the heat is off"),
    "extended": lambda data: (
        _("Expected to end at %(ends)s instead of %(before)s")
        % {"ends": _at(data, "ends_at"), "before": _at(data, "before")}
    ),
    "overrun": lambda data: _("It should have ended at %(ends)s and has not") % {"ends": _at(data, "ends_at")},
    "update_promised": lambda data: _("The next update is promised for %(at)s") % {"at": _at(data, "next_update_at")},
    "update_overdue": lambda data: (
        _("The update promised for %(at)s did not come") % {"at": _at(data, "next_update_at")}
    ),
    "ended": lambda data: _("Ended: the heat is back"),
    "cancelled": lambda data: _("Called off"),
}
_TONES: Final = {"began": "warn", "overrun": "urgent", "update_overdue": "urgent", "ended": "ok", "extended": "warn"}


def log_of(stop: PlannedStop) -> list[Line]:
    """Tell what happened to a stop, newest line first."""
    events = history_of(stop.subject)
    names = names_of(event.actor for event in events)
    return [_line(event, names) for event in events][::-1]


def _line(event: Event, names: Mapping[str, str]) -> Line:
    kind = event.kind.removeprefix("planned_stop.")
    tell = _SENTENCES.get(kind)
    said = tell(event.data) if tell else kind
    who = names.get(event.actor) or actor_word(event.actor)
    return Line(event.at, who, said, event.reason, _TONES.get(kind, ""))


def has_sentence(kind: str) -> bool:
    """Answer whether a kind of event can be told."""
    return kind.removeprefix("planned_stop.") in _SENTENCES
