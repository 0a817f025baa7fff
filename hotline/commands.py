"""Taking a call: triage it, join or open an order, keep the caller's own record."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from heating_ops.inserting import insert
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from incidents.commands import gather_caller
from incidents.models import Incident, PlannedStop
from workorders import rules
from workorders.catalogue import Category, Priority, dangers_in
from workorders.commands import External, OrderNotOpen, Place, add_report, report_trouble
from workorders.facts import gather
from workorders.models import WorkOrder
from workorders.queries import find_open_at_flat
from workorders.triage import Decision, Facts, decide

from . import events
from .call_backs.listening import joined_after_work
from .callers import repeats
from .duplicates.choice import Chosen, HowJoined
from .duplicates.joining import join_incident, join_order
from .guidance.commands import Guided, file_in_call
from .joining import HEAT_LOST, join_key
from .models import WITHOUT_A_TALK, Call, CallOutcome, Channel, PlaceMatch, ProblemItem
from .scripts.stops import stop_that_answers
from .scripts.telling import Said, keep
from .suppliers import referring
from .suppliers.referring import SentOn


@dataclass(frozen=True, slots=True)
class Report:
    """What a caller says, parsed and checked, with the place resolved."""

    channel: Channel
    category: Category
    place: Place
    place_match: PlaceMatch
    reported_at: datetime
    item: ProblemItem | None = None
    """What exactly, of the catalogue; it belongs to the category."""
    caller_phone: str = ""
    caller_name: str = ""
    text: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)
    """Danger → answered with yes or no; a question that was not asked is left out."""
    extent: str = ""
    indoor_temp_c: float | None = None
    external: External | None = None
    registered_at: datetime | None = None
    """When it was registered, if it waited for a person before it could be filed: its clocks run from there."""
    different_trouble: bool = False
    """The operator looked at the open orders here and says this is another trouble."""
    guided: Guided | None = None
    """What guidance came to while the caller was on the line."""
    chosen: Chosen | None = None
    """The operator looked at the open orders here and says "this is it"."""
    told: Said | None = None
    """The script that was read to the caller."""
    household_id: int | None = None
    """Whom the operator took the caller to be."""
    sent_on: SentOn | None = None
    """The other supplier whose customer the caller is."""

    @property
    def joined_how(self) -> HowJoined:
        """Who decides what the call belongs to."""
        if self.chosen is not None:
            return HowJoined.CHOSEN
        return HowJoined.DIFFERENT if self.different_trouble else HowJoined.BY_RULE


@command
def log_call(*, report: Report, actor: Actor, now: datetime) -> Call:
    """Take a call: triage says how urgent, then it joins what is known or opens a work order (登记).

    A call about lost heat joins the incident that took it, or is answered by the planned
    stop that did; a repeat joins the open
    order of the same trouble; a question about an order that is open at the flat
    chases it (催办); other questions are answered and need nobody to go.
    """
    decision = decide(_facts(report, now), rules.triage_rules())
    call = Call(
        channel=report.channel,
        caller_phone=report.caller_phone,
        caller_name=report.caller_name,
        reported_at=report.reported_at,
        logged_at=now,
        logged_by=actor.ref,
        text=report.text,
        category=report.category,
        item=report.item,
        answers=dict(report.answers),
        extent=report.extent,
        indoor_temp_c=report.indoor_temp_c,
        building=report.place.building,
        flat=report.place.flat,
        place_text=report.place.text,
        place_match=report.place_match,
        branch_id=report.place.branch_id,
        triage=decision.stored(),
        joined_how=report.joined_how,
    )
    _settle_outcome(call, report, decision, actor=actor, now=now)
    insert(call)
    if report.told is not None:
        keep(call, report.told, actor=actor, now=now)
    events.logged(call, filing=filing_of(call), actor=actor, now=now)
    if report.guided is not None:
        file_in_call(call=call, guided=report.guided, actor=actor, now=now)
    joined_after_work(call, actor=actor, now=now)
    repeats.keep(call, household_id=report.household_id)
    if report.sent_on is not None:
        referring.keep(call, report.sent_on, actor=actor, now=now)
    return call


def _facts(report: Report, now: datetime) -> Facts:
    return gather(
        category=report.category,
        dangers=dangers_in(report.answers),
        extent=report.extent,
        key_site=report.place.key_site,
        indoor_temp_c=report.indoor_temp_c,
        building=report.place.building,
        flat=report.place.flat,
        now=now,
    )


def _settle_outcome(call: Call, report: Report, decision: Decision, *, actor: Actor, now: datetime) -> None:
    """Find what the call joins, or open what it needs."""
    building = report.place.building
    if report.sent_on is not None and decision.priority != Priority.P1:
        # Another supplier's trouble; a danger is gone to, whoever heats the house.
        call.outcome = CallOutcome.NOT_OURS
        return
    if report.chosen is not None:
        _join_chosen(call, report, report.chosen, decision, actor=actor, now=now)
        return
    # A danger is gone to, whatever has taken the heat.
    known = not report.different_trouble and decision.priority != Priority.P1
    if building is not None and report.category in HEAT_LOST and known:
        call.incident = gather_caller(loop_id=building.loop_id, actor=actor, now=now)
        if call.incident is not None:
            call.outcome = CallOutcome.JOINED_INCIDENT
            return
        call.planned_stop = stop_that_answers(building.loop_id, now=now)
        if call.planned_stop is not None:
            call.outcome = CallOutcome.TOLD_OF_STOP
            return
    if decision.order_type is None:
        _answer(call, report, actor=actor, now=now)
        return
    key = join_key(
        category=report.category,
        order_type=decision.order_type,
        building_id=building.pk if building else None,
        flat=report.place.flat,
        text=report.place.text,
        dangers=dangers_in(report.answers),
    )
    call.work_order, joined = report_trouble(
        decision=decision,
        place=report.place,
        join_key=None if report.different_trouble else key,
        reported_at=report.reported_at,
        indoor_temp_c=report.indoor_temp_c,
        external=report.external,
        registered_at=report.registered_at,
        guide=_is_to_be_guided(report),
        actor=actor,
        now=now,
    )
    call.outcome = CallOutcome.JOINED_ORDER if joined else CallOutcome.ORDER_OPENED


def _is_to_be_guided(report: Report) -> bool:
    """Whether guidance comes first: it was tried while the caller was on the line, or nobody talked with them yet."""
    return report.guided is not None or report.channel in WITHOUT_A_TALK


def _join_chosen(
    call: Call, report: Report, chosen: Chosen, decision: Decision, *, actor: Actor, now: datetime
) -> None:
    """The operator said what it is: no rule decides any more."""
    if chosen.kind == "incident":
        call.incident = join_incident(
            chosen=chosen, building=report.place.building, decision=decision, actor=actor, now=now
        )
        call.outcome = CallOutcome.JOINED_INCIDENT
        return
    call.work_order = join_order(
        chosen=chosen, place=report.place, decision=decision, external=report.external, actor=actor, now=now
    )
    call.outcome = CallOutcome.JOINED_ORDER


def _answer(call: Call, report: Report, *, actor: Actor, now: datetime) -> None:
    """No field work: a question about an open order at the flat chases it, any other is answered."""
    if report.category == Category.NOT_OUR_CUSTOMER:
        call.outcome = CallOutcome.NOT_OURS
        return
    building = report.place.building
    waiting = find_open_at_flat(building.pk, report.place.flat) if building and report.place.flat else None
    call.outcome = CallOutcome.ANSWERED
    if waiting is None:
        return
    # Closed in this very moment: then the question was answered.
    with contextlib.suppress(OrderNotOpen):
        call.work_order = add_report(work_order_id=waiting.pk, chases=True, actor=actor, now=now)
        call.outcome = CallOutcome.JOINED_ORDER


def filing_of(call: Call) -> dict[str, Any]:
    """What the sender of a call is answered: the call, the order or what it joined, and why.

    It holds only what was decided when the call was taken, so that a repeat of the
    request is answered with the same words.
    """
    joined: dict[str, Any] | None = None
    if call.outcome == CallOutcome.JOINED_INCIDENT and call.incident is not None:
        joined = _reference("incident", call.incident)
    elif call.outcome == CallOutcome.JOINED_ORDER and call.work_order is not None:
        joined = _reference("work_order", call.work_order)
    elif call.outcome == CallOutcome.TOLD_OF_STOP and call.planned_stop is not None:
        joined = _reference("planned_stop", call.planned_stop)
    opened = call.outcome == CallOutcome.ORDER_OPENED and call.work_order is not None
    return {
        "call": {
            "id": call.pk,
            "number": call.number,
            "outcome": call.outcome,
            "place_match": call.place_match,
            "logged_at": call.logged_at,
        },
        "work_order": _reference("work_order", call.work_order) if opened and call.work_order else None,
        "joined": joined,
        "triage": {
            "urgency": call.triage["urgency"],
            "priority": call.triage["priority"],
            "handling": call.triage["handling"],
            "rule_version": call.triage["rule_version"],
            "reasons": call.triage["reasons"],
        },
    }


def _reference(kind: str, row: WorkOrder | Incident | PlannedStop) -> dict[str, Any]:
    return {"type": kind, "id": row.pk, "number": row.number}
