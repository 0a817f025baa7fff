"""What happened to a work order, as people read it: one sentence for every kind in ``events.py``."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.crews.models import Crew
from heating_ops.journal.models import Event

from .catalogue import CallBackOutcome, Cause, GuidanceEnd, Handling, Responsibility, SuspendReason, Urgency
from .escalation import sentences as upward
from .models import Step, order_number
from .triage import is_stricter

Data = Mapping[str, Any]
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline; ``tone`` is "", ok, warn or urgent."""

    at: datetime
    actor: str
    sentence: str
    detail: str
    tone: str


def told(events: Sequence[Event]) -> list[Line]:
    """Tell events in words, with the names of everybody in them read at once."""
    names = names_of(ref for event in events for ref in _refs(event))
    return [
        Line(
            event.at,
            names.get(event.actor) or actor_word(event.actor),
            sentence_for(event.kind, event.data, names),
            event.reason or _detail(event.kind, event.data),
            _tone(event.kind, event.data),
        )
        for event in events
    ]


def sentence_for(kind: str, data: Data, names: Names) -> str:
    """Say one event.

    :raises KeyError: a kind nobody wrote a sentence for
    """
    return _SENTENCES[kind.removeprefix("work_order.")](data, names)


def has_sentence(kind: str) -> bool:
    """Answer whether a kind of event can be told."""
    return kind.removeprefix("work_order.") in _SENTENCES


def actor_word(ref: str) -> str:
    """Name an actor that is no person or crew we know: a clock, this system, somebody erased."""
    kind, _sep, name = ref.partition(":")
    if kind == "timer":
        return _("Clock")
    if kind == "system":
        return _("System") if name == "clocks" else name
    return _("Former colleague") if kind == "user" else ref


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """Read the names behind ``user:5`` and ``crew:7``, all in one query."""
    ids: dict[str, set[int]] = {"user": set(), "crew": set()}
    for ref in refs:
        kind, _sep, ident = ref.partition(":")
        if kind in ids and ident.isdigit():
            ids[kind].add(int(ident))
    if not any(ids.values()):
        return {}
    nothing = Value("", output_field=CharField())
    people = User.objects.filter(pk__in=ids["user"]).values_list(
        Value("user"), "pk", F("last_name"), F("first_name"), F("username")
    )
    crews = Crew.objects.order_by().filter(pk__in=ids["crew"])
    rows = people.union(crews.values_list(Value("crew"), "pk", nothing, nothing, "name"), all=True)
    return {f"{kind}:{pk}": _person(last, first) or name for kind, pk, last, first, name in rows}


def _person(last: str, first: str) -> str:
    """A full name the way ``User.get_full_name`` writes it."""
    return f"{first} {last}".strip()


def _refs(event: Event) -> list[str]:
    crews = [f"crew:{event.data[name]}" for name in ("crew", "before") if isinstance(event.data.get(name), int)]
    return [event.actor, str(event.data.get("to", "")), *crews]


def _crew(data: Data, names: Names, key: str = "crew") -> str:
    return names.get(f"crew:{data.get(key)}") or _("a crew")


def _label(choices: Sequence[tuple[str, Any]], code: object) -> str:
    """The word for a code; a code from a later version stands for itself."""
    return str(dict(choices).get(str(code), code))


def _opened(data: Data, names: Names) -> str:
    words = {"urgency": _label(Urgency.choices, data["urgency"]), "priority": data["priority"]}
    return _("Opened: %(urgency)s, %(priority)s") % words


def _report_joined(data: Data, names: Names) -> str:
    if data.get("chases"):
        return _("A caller asked when somebody comes (report %(reports)s)") % data
    return _("The same trouble was reported again (report %(reports)s)") % data


def _overridden(data: Data, names: Names) -> str:
    before, after = data["before"], data["after"]
    if before["priority"] == after["priority"]:
        return _("Decided otherwise: %(handling)s") % {"handling": _label(Handling.choices, after["handling"])}
    return _("Decided otherwise: from %(before)s to %(after)s") % {
        "before": before["priority"],
        "after": after["priority"],
    }


def _contacted(data: Data, names: Names) -> str:
    return _("The customer was reached") if data.get("reached") else _("The customer was called and not reached")


def _completed(data: Data, names: Names) -> str:
    return _("Work done: %(cause)s") % {"cause": _label(Cause.choices, data.get("cause"))}


def _called_back(data: Data, names: Names) -> str:
    return _("Called back: %(outcome)s") % {"outcome": _label(CallBackOutcome.choices, data.get("outcome"))}


def _guidance_ended(data: Data, names: Names) -> str:
    outcome = {"outcome": _label(GuidanceEnd.choices, data.get("outcome"))}
    return _("Guidance by telephone ended: %(outcome)s") % outcome


def _missed(data: Data, names: Names) -> str:
    return _("Deadline missed: %(step)s") % {"step": _label(Step.choices, data.get("step"))}


def _warned(data: Data, names: Names) -> str:
    words = {"step": _label(Step.choices, data.get("step")), "percent": data.get("percent", "")}
    return _("%(percent)s %% of the time used: %(step)s") % words


def _waits_long(data: Data, names: Names) -> str:
    return _("Suspended too long: %(reason)s") % {"reason": _label(SuspendReason.choices, data.get("reason_code"))}


def _clocks_changed(data: Data, names: Names) -> str:
    steps = [_label(Step.choices, one["step"]) for one in data.get("changes", [])]
    return _("Clocks set to the rules in force: %(steps)s") % {"steps": ", ".join(steps)}


def _suspended(data: Data, names: Names) -> str:
    return _("Suspended: %(reason)s") % {"reason": _label(SuspendReason.choices, data.get("reason_code"))}


def _regraded(data: Data, names: Names) -> str:
    if data.get("cause") != "weather":
        return _("Raised from %(before)s to %(after)s") % data
    if is_stricter(str(data["after"]), str(data["before"])):
        return _("Raised from %(before)s to %(after)s: the weather") % data
    return _("Lowered from %(before)s to %(after)s by hand: the weather allows it") % data


_SENTENCES: Final[dict[str, Callable[[Data, Names], str]]] = {
    "opened": _opened,
    "report_joined": _report_joined,
    "regraded": _regraded,
    "kept_urgent": lambda data, names: _("Left as urgent as it is; the weather would allow %(instead_of)s") % data,
    "overridden": _overridden,
    "located": lambda data, names: _("The place was made certain"),
    "moved_away": lambda data, names: _("Moved to another branch"),
    "dispatched": lambda data, names: _("Sent to %(crew)s") % {"crew": _crew(data, names)},
    "reassigned": lambda data, names: (
        _("Given to %(crew)s instead of %(before)s")
        % {"crew": _crew(data, names), "before": _crew(data, names, "before")}
    ),
    "returned": lambda data, names: (
        _("%(crew)s returned it (return %(returns)s)")
        % {"crew": _crew(data, names), "returns": data.get("returns", "")}
    ),
    "merged": lambda data, names: _("Merged into %(number)s") % {"number": order_number(data["into"])},
    "absorbed": lambda data, names: _("%(number)s was merged into this order") % {"number": order_number(data["from"])},
    "cancelled": lambda data, names: _("Cancelled"),
    "reopened": lambda data, names: _("Reopened"),
    "guidance_claimed": lambda data, names: _("Taken to be guided by telephone"),
    "guidance_tried": lambda data, names: _("Called to be guided and not reached (attempt %(attempts)s)") % data,
    "guidance_ended": _guidance_ended,
    "accepted": lambda data, names: _("%(crew)s accepted") % {"crew": _crew(data, names)},
    "contacted": _contacted,
    "departed": lambda data, names: _("%(crew)s set out") % {"crew": _crew(data, names)},
    "arrived": lambda data, names: _("Arrived on site"),
    "started": lambda data, names: _("Work began"),
    "suspended": _suspended,
    "resumed": lambda data, names: _("Resumed: the clocks run again"),
    "completed": _completed,
    "called_back": _called_back,
    "closed": lambda data, names: _("Closed: no customer could be asked") if data.get("because") else _("Closed"),
    "promoted": lambda data, names: _("Made part of incident %(incident)s") % data,
    "released": lambda data, names: _("Taken out of incident %(incident)s") % data,
    "deadline_missed": _missed,
    "deadline_warned": _warned,
    "suspended_too_long": _waits_long,
    "clocks_changed": _clocks_changed,
    **upward.SENTENCES,
}


def _detail(kind: str, data: Data) -> str:
    if kind == "work_order.completed":
        parts = [_label(Responsibility.choices, data.get("responsibility"))]
        return " · ".join(parts + [f"{value} °C" for value in data.get("temperatures_c", [])])
    if kind == "work_order.called_back":
        parts = [f"{data['temperature_c']} °C"] if data.get("temperature_c") is not None else []
        if data.get("satisfied") is not None:
            parts.append(_("Satisfied") if data["satisfied"] else _("Not satisfied"))
        return " · ".join(parts)
    if kind == "work_order.guidance_ended" and data.get("steps"):
        return _("Steps said: %(steps)s") % {"steps": ", ".join(map(str, data["steps"]))}
    if kind == "work_order.arrived" and data.get("position"):
        return ", ".join(f"{value:.5f}" for value in data["position"])
    return ""


_TONES: Final = {
    "deadline_missed": "urgent",
    "suspended_too_long": "warn",
    "clocks_changed": "warn",
    "returned": "warn",
    "regraded": "warn",
    "overridden": "warn",
    "reopened": "warn",
    "promoted": "urgent",
    "completed": "ok",
    "closed": "ok",
    **upward.TONES,
}


def _tone(kind: str, data: Data) -> str:
    if kind == "work_order.opened":
        return "urgent" if data.get("urgency") == Urgency.URGENT else ""
    if kind == "work_order.called_back" and data.get("outcome") == CallBackOutcome.NOT_SOLVED:
        return "warn"
    if kind == "work_order.guidance_ended":
        tones: dict[str, str] = {GuidanceEnd.SOLVED_REMOTELY: "ok", GuidanceEnd.LIMIT_PASSED: "warn"}
        return tones.get(str(data.get("outcome")), "")
    return _TONES.get(kind.removeprefix("work_order."), "")
