"""What happened to an incident, as people read it: one sentence for every kind in ``events.py``."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heating_ops.journal.models import Event
from heating_ops.journal.queries import events_on, moments_on
from workorders.models import order_number
from workorders.sentences import Line, actor_word, names_of

from .events import CALLER_JOINED
from .models import IncidentLevel, IncidentNote, Kind, Phase

Data = Mapping[str, Any]
Names = Mapping[str, str]


def log_of(incident_id: int, notes: Mapping[int, IncidentNote]) -> list[Line]:
    """Tell the log of an incident, oldest line first.

    Callers that joined between two other lines are one line with their number: ten
    thousand of them must not bury what was done.
    """
    slug = f"incident-{incident_id}"
    events = events_on(slug, without=[CALLER_JOINED])
    callers = moments_on(slug, CALLER_JOINED)
    names = names_of(ref for event in events for ref in _refs(event))
    numbers = [number for number, _at in callers]
    lines: list[Line] = []
    told = 0
    for event in events:
        upto = bisect_left(numbers, event.seq)
        if upto > told:
            lines.append(_callers_line(callers[told:upto]))
            told = upto
        lines.append(_line(event, names, notes))
    if told < len(callers):
        lines.append(_callers_line(callers[told:]))
    return lines


def _line(event: Event, names: Names, notes: Mapping[int, IncidentNote]) -> Line:
    kind = event.kind.removeprefix("incident.")
    note = notes.get(event.data.get("note", 0)) if kind == "noted" else None
    return Line(
        event.at,
        names.get(event.actor) or actor_word(event.actor),
        note.text if note else sentence_for(event.kind, event.data, names),
        event.reason,
        _tone(kind, event.data),
    )


def _callers_line(callers: Sequence[tuple[int, datetime]]) -> Line:
    count = len(callers)
    words = ngettext("%(count)s caller gathered", "%(count)s callers gathered", count)
    shown = number_format(count, force_grouping=True)
    return Line(callers[-1][1], "", words % {"count": shown}, "", "")


def sentence_for(kind: str, data: Data, names: Names) -> str:
    """Say one event; a kind from a later version stands for itself, so that the log never breaks."""
    tell = _SENTENCES.get(kind.removeprefix("incident."))
    return tell(data, names) if tell else kind


def has_sentence(kind: str) -> bool:
    """Answer whether a kind of event can be told."""
    return kind.removeprefix("incident.") in _SENTENCES


def _refs(event: Event) -> list[str]:
    commanders = [f"user:{event.data['after']}"] if event.kind == "incident.command_taken" else []
    return [event.actor, *commanders]


def _label(choices: Sequence[tuple[str, Any]], code: object) -> str:
    return str(dict(choices).get(str(code), code))


def _declared(data: Data, names: Names) -> str:
    words = {
        "kind": _label(Kind.choices, data["kind"]),
        "level": _label(IncidentLevel.choices, data["level"]),
        "households": number_format(data["households"], force_grouping=True),
    }
    return _("Declared: %(kind)s, %(level)s, %(households)s households") % words


def _phase_changed(data: Data, names: Names) -> str:
    if data["after"] == Phase.DECLARED:
        return _("Back from “%(before)s” to “%(after)s”") % {
            "before": _label(Phase.choices, data["before"]),
            "after": _label(Phase.choices, data["after"]),
        }
    if data["before"] == Phase.DECLARED and data["after"] == Phase.CLOSED:
        return _("Closed: it was none")
    return _label(Phase.choices, data["after"])


def _level_changed(data: Data, names: Names) -> str:
    words = {name: _label(IncidentLevel.choices, data[name]) for name in ("before", "after")}
    return _("Graded anew: %(after)s instead of %(before)s") % words


def _reach_changed(data: Data, names: Names) -> str:
    words = {name: number_format(data[name], force_grouping=True) for name in ("before", "households")}
    return _("Reach drawn anew: %(households)s households instead of %(before)s") % words


def _command_taken(data: Data, names: Names) -> str:
    return _("%(name)s commands from now on") % {"name": names.get(f"user:{data['after']}") or _("Former colleague")}


def _moment(data: Data) -> str:
    """The promised time where the utility is, with the day."""
    at = parse_datetime(str(data["next_update_at"]))
    return date_format(localtime(at), "m-d H:i") if at else str(data["next_update_at"])


_SENTENCES: Final[dict[str, Callable[[Data, Names], str]]] = {
    "declared": _declared,
    "order_gathered": lambda data, names: _("%(number)s gathered") % {"number": order_number(data["work_order"])},
    "order_released": lambda data, names: _("%(number)s taken out") % {"number": order_number(data["work_order"])},
    "report_joined": lambda data, names: _("Caller gathered (%(reports)s so far)") % data,
    "phase_changed": _phase_changed,
    "level_changed": _level_changed,
    "reach_changed": _reach_changed,
    "command_taken": _command_taken,
    "update_promised": lambda data, names: _("The next update is promised for %(at)s") % {"at": _moment(data)},
    "update_overdue": lambda data, names: _("The update promised for %(at)s did not come") % {"at": _moment(data)},
    "moved_away": lambda data, names: _("Moved to another branch"),
    "noted": lambda data, names: _("A line that was erased"),
}


def _tone(kind: str, data: Data) -> str:
    if kind == "phase_changed":
        return {Phase.DECLARED: "warn", Phase.CLOSED: "", Phase.RESTORED: "ok", Phase.CONTAINED: "ok"}[data["after"]]
    return {"declared": "urgent", "update_overdue": "urgent", "level_changed": "warn", "reach_changed": "warn"}.get(
        kind, ""
    )
