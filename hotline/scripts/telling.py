"""Keeping what a caller was told, in the transaction that files the call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput
from incidents.queries import open_on
from workorders.models import WorkOrder

from . import occasions
from .models import CallerTold, Script, Situation
from .occasions import Occasion
from .stops import stops_shown_at

if TYPE_CHECKING:
    from hotline.models import Call

_OF_STOPS = (Situation.STOP_RUNNING, Situation.STOP_OVERRUN, Situation.STOP_COMING)


@dataclass(frozen=True, slots=True)
class Said:
    """The version that was read out, in which language, with the promise that was on the screen."""

    script: Script
    language: str
    next_update_at: datetime | None = None


def said_from(data: Mapping[str, Any]) -> Said | None:
    """Find the version a call body says was read out; ``None`` when none was.

    :raises InvalidInput: there is no such version
    """
    told = data.get("told")
    if not told:
        return None
    script = Script.objects.filter(pk=told).first()
    if script is None:
        raise InvalidInput("told", _("There is no such script."))
    return Said(script, get_language() or "en", data.get("told_next_update"))


def keep(call: "Call", said: Said, *, actor: Actor, now: datetime) -> CallerTold:
    """Write down what the caller of a call that was just filed was told."""
    occasion = _occasion(call, said.script, now=now).promised(said.next_update_at)
    promised = occasion.next_update_at if "{next_update}" in said.script.words(said.language) else None
    return CallerTold.objects.create(
        call=call,
        script=said.script,
        words=occasion.say(said.script, now=now, language=said.language),
        language=said.language,
        next_update_at=promised,
        at=now,
        by=actor.ref,
    )


def _occasion(call: "Call", script: Script, *, now: datetime) -> Occasion:
    """What the script was about: what the call joined, else what goes on at its place."""
    situation = Situation(script.situation)
    place = call.place_label
    if situation == Situation.OPEN_ORDER:
        return of_order(call.work_order, place=place)
    if call.building is None or situation == Situation.NOT_OURS:
        return Occasion(situation, place=place)
    incident = call.incident or (None if situation in _OF_STOPS else open_on(loop_id=call.building.loop_id))
    if incident is not None:
        return occasions.of_incident(incident, place=str(call.building), now=now)
    stop = call.planned_stop or next(iter(stops_shown_at(call.building.loop_id, now=now)[0]), None)
    return occasions.of_stop(stop, place=str(call.building), now=now) if stop else Occasion(situation, place=place)


def of_order(order: WorkOrder | None, *, place: str) -> Occasion:
    """What is said of an order that is open."""
    return Occasion(Situation.OPEN_ORDER, place=place, since=order.logged_at if order else None)
