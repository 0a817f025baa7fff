"""What happened to the roster, as people read it: one sentence for every kind in ``events.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.journal.models import GROUP_BOARD, Event
from heating_ops.journal.queries import newest_on

from .models import Level
from .telling import moment

Data = Mapping[str, Any]
KINDS: Final = ("duty.", "leave.", "swap.", "pattern.", "roster.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline; ``tone`` is "", ok, warn or urgent."""

    at: datetime
    actor: str
    sentence: str
    detail: str
    tone: str


def _hours(data: Data) -> dict[str, str]:
    found = {name: parse_datetime(str(data.get(name))) for name in ("from", "until")}
    return {name: moment(at) if at else "" for name, at in found.items()}


def _duty(data: Data) -> dict[str, str]:
    level = str(data.get("level"))
    return {"level": str(Level(level).label) if level in Level.values else level, **_hours(data)}


_SENTENCES: Final[dict[str, Callable[[Data], str]]] = {
    "duty.entered": lambda data: _("On duty by hand: %(level)s, %(from)s to %(until)s") % _duty(data),
    "duty.replaced": lambda data: _("Somebody else on duty: %(level)s, %(from)s to %(until)s") % _duty(data),
    "duty.taken_off": lambda data: _("Taken off duty: %(level)s, %(from)s to %(until)s") % _duty(data),
    "roster.extended": lambda data: _("The roster was drawn until %(until)s") % {"until": data.get("until")},
    "pattern.begun": lambda data: _("A pattern from %(day)s on") % {"day": data.get("first_day")},
    "pattern.ended": lambda data: _("A pattern until %(day)s") % {"day": data.get("last_day")},
    "leave.asked": lambda data: _("Leave asked for: %(from)s to %(until)s") % _hours(data),
    "leave.granted": lambda data: _("Leave granted: %(from)s to %(until)s") % _hours(data),
    "leave.refused": lambda data: _("Leave not granted: %(from)s to %(until)s") % _hours(data),
    "leave.withdrawn": lambda data: _("Leave withdrawn: %(from)s to %(until)s") % _hours(data),
    "swap.asked": lambda data: _("A swap was asked for"),
    "swap.accepted": lambda data: _("A swap was accepted and waits for the leader"),
    "swap.declined": lambda data: _("A swap was declined"),
    "swap.done": lambda data: _("A swap was made"),
    "swap.refused": lambda data: _("A swap was refused by the leader"),
    "swap.withdrawn": lambda data: _("A swap was withdrawn"),
}
_TONES: Final = {"duty.taken_off": "warn", "leave.granted": "warn", "swap.done": "ok", "duty.entered": "ok"}


def has_sentence(kind: str) -> bool:
    """Answer whether a kind of event can be told."""
    return kind in _SENTENCES


def changes_on(branch_id: int | None, *, limit: int = 12) -> list[Line]:
    """Tell what changed on the roster of a branch (or the group's) lately, newest first."""
    slug = GROUP_BOARD if branch_id is None else f"branch-{branch_id}"
    events = newest_on(slug, kinds=tuple(_SENTENCES), limit=limit)
    names = _names({event.actor for event in events} | {f"user:{event.data.get('user')}" for event in events})
    return [_line(event, names) for event in events]


def _line(event: Event, names: Mapping[str, str]) -> Line:
    said = _SENTENCES[event.kind](event.data)
    whom = names.get(f"user:{event.data.get('user')}", "")
    detail = " · ".join(part for part in (whom, event.reason) if part)
    who = names.get(event.actor) or (_("System") if event.actor.startswith("system:") else "")
    return Line(event.at, who, said, detail, _TONES.get(event.kind, ""))


def _names(refs: set[str]) -> dict[str, str]:
    ids = [ref.removeprefix("user:") for ref in refs if ref.startswith("user:")]
    people = User.objects.filter(pk__in=[int(one) for one in ids if one.isdigit()])
    return {f"user:{one.pk}": str(one) for one in people}
