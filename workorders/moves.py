"""Which moves a person may make on an order as it stands: the table of moves, met by the table of permissions.

Pages draw a button for each; the nouns are those of ``POST /api/work-orders/{id}/<noun>/`` and the
fields are named as that address takes them.
"""

from collections.abc import Callable, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, Scope, branch_filter, may, scope_of
from heating_ops.crews.queries import crew_of

from .catalogue import (
    HEAT_COMPLAINTS,
    OPEN_STATUSES,
    CallBackOutcome,
    Cause,
    Handling,
    Priority,
    Responsibility,
    Status,
    SuspendReason,
)
from .commands.field import RETURNS_ALLOWED
from .escalation import offers as upward
from .models import ALLOWED_MOVES, WorkOrder
from .move_shapes import Choices, Move, MoveField, reason_field

_MERGE_CHOICES: Final = 20


def moves_for(order: WorkOrder, user: User) -> list[Move]:
    """List what this person may do with this order now, the likeliest first."""
    return [make(order) for action, is_open, make in _MOVES if is_open(order) and _reaches(user, action, order)]


def next_step(order: WorkOrder) -> str | None:
    """Name the step that brings the crew on: a noun of ``moves_for``; ``None`` when nothing is left to do."""
    if order.status == Status.SUSPENDED:
        return "start" if order.arrived_at else "departure"
    return _NEXT_STEP.get(Status(order.status))


_NEXT_STEP: Final = {
    Status.DISPATCHED: "acceptance",
    Status.ACCEPTED: "departure",
    Status.EN_ROUTE: "arrival",
    Status.ON_SITE: "start",
    Status.WORKING: "completion",
}


def _reaches(user: User, action: Action, order: WorkOrder) -> bool:
    """Answer whether the user's right to the action reaches this order."""
    scope = scope_of(user, action)
    if scope is None:
        return False
    if scope is Scope.CREW:
        crew = crew_of(user)
        return crew is not None and order.crew_id == crew.pk
    branches = branch_filter(user, action)
    return branches is None or order.branch_id in branches


def _may_become(status: Status) -> Callable[[WorkOrder], bool]:
    return lambda order: status in ALLOWED_MOVES[Status(order.status)]


def _stands_at(*statuses: Status) -> Callable[[WorkOrder], bool]:
    return lambda order: order.status in statuses


def _may_start(order: WorkOrder) -> bool:
    return order.arrived_at is not None and _may_become(Status.WORKING)(order)


def _may_be_returned(order: WorkOrder) -> bool:
    held = (Status.DISPATCHED, Status.ACCEPTED, Status.EN_ROUTE, Status.ON_SITE, Status.SUSPENDED)
    return order.status in held and order.return_count < RETURNS_ALLOWED


def _may_be_completed(order: WorkOrder) -> bool:
    return order.crew_id is not None and _may_become(Status.DONE)(order)


def _may_be_reassigned(order: WorkOrder) -> bool:
    return order.crew_id is not None and order.status != Status.TRIAGED and _may_become(Status.DISPATCHED)(order)


def _forward(order: WorkOrder, noun: str) -> tuple[str, str]:
    """The look and the key of a step: the one that brings the order on stands out."""
    return ("primary", "N") if next_step(order) == noun else ("plain", "")


def _step(noun: str, label: Callable[[], str], *fields: Callable[[], MoveField]) -> Callable[[WorkOrder], Move]:
    def make(order: WorkOrder) -> Move:
        kind, key = _forward(order, noun)
        return Move(noun, label(), kind, key, [field() for field in fields])

    return make


def _yes_no() -> Choices:
    return [("true", _("Yes")), ("false", _("No"))]


def _crew(order: WorkOrder) -> MoveField:
    url = reverse("work-order-crews", args=[order.pk])
    return MoveField("crew_id", _("Crew"), "crew", required=True, url=url)


def _dispatch(order: WorkOrder) -> Move:
    return Move("dispatch", _("Assign crew"), "primary", "A", [_crew(order)])


def _reassign(order: WorkOrder) -> Move:
    fields = [_crew(order), reason_field(_("Why another crew"))]
    return Move("reassignment", _("Send another crew"), key="A", fields=fields)


def _call_back(order: WorkOrder) -> Move:
    heat = _("Needed when it is solved: heat was the complaint.") if order.order_type in HEAT_COMPLAINTS else ""
    fields = [
        MoveField("outcome", _("The customer says"), "select", required=True, choices=CallBackOutcome.choices),
        MoveField("temperature_c", _("Room temperature"), "number", hint="°C", help=heat),
        MoveField("room", _("Room")),
        MoveField("satisfied", _("Satisfied"), "select", choices=_yes_no()),
        MoveField("note", _("Note"), "textarea", help=_("When it is not solved: what is still wrong.")),
    ]
    return Move("call-back", _("Call back"), "primary", "K", fields)


def _contact(order: WorkOrder) -> Move:
    fields = [
        MoveField("reached", _("Was the customer reached?"), "select", required=True, choices=_yes_no()),
        MoveField("note", _("Note"), "textarea"),
    ]
    return Move("contact", _("Customer called"), key="T", fields=fields)


def _suspend(order: WorkOrder) -> Move:
    fields = [
        MoveField("reason", _("Why it waits"), "select", required=True, choices=SuspendReason.choices),
        MoveField("note", _("Note"), "textarea"),
    ]
    return Move("suspension", _("Suspend"), key="S", fields=fields)


def _complete(order: WorkOrder) -> Move:
    kind, key = _forward(order, "completion")
    fields = [
        MoveField("cause", _("Cause"), "select", required=True, choices=Cause.choices),
        MoveField("responsibility", _("Responsibility"), "select", required=True, choices=Responsibility.choices),
        MoveField("work_done", _("What was done"), "textarea", required=True),
        MoveField("readings.0.temperature_c", _("Room temperature"), "number", hint="°C"),
        MoveField("readings.0.room", _("Room")),
    ]
    return Move("completion", _("Work done"), kind, key, fields)


def may_lower(user: User) -> dict[str, bool]:
    """How far a person's right to decide otherwise than triage goes, as ``override_triage`` takes it."""
    return {
        "may_lower": may(user, Action.ORDER_LOWER),
        "may_lower_danger": may(user, Action.ORDER_LOWER_DANGER),
    }


def _may_be_overridden(order: WorkOrder) -> bool:
    return order.status in OPEN_STATUSES and order.status != Status.DONE


def _override(order: WorkOrder) -> Move:
    fields = [
        MoveField("priority", _("Priority"), "select", required=True, choices=Priority.choices),
        MoveField(
            "handling",
            _("Handling"),
            "select",
            choices=Handling.choices,
            help=_("Left open, it follows from the priority."),
        ),
        reason_field(_("Why otherwise than triage says")),
    ]
    return Move("triage-override", _("Decide otherwise"), key="U", fields=fields)


def _merge(order: WorkOrder) -> Move:
    into = MoveField("into_id", _("Into which order"), "select", required=True, choices=_merge_choices(order))
    return Move("merge", _("Merge"), key="M", fields=[into])


def _merge_choices(order: WorkOrder) -> Choices:
    """Open orders near this one: of its building first, then the newest of its branch."""
    near = WorkOrder.objects.filter(branch=order.branch, status__in=OPEN_STATUSES).exclude(pk=order.pk)
    near = near.select_related("building").order_by("-id")
    here = list(near.filter(building_id=order.building_id)[:_MERGE_CHOICES]) if order.building_id else []
    others = near.exclude(pk__in=[one.pk for one in here])[: _MERGE_CHOICES - len(here)]
    return [(str(one.pk), f"{one.number} · {one.get_category_display()} · {_place(one)}") for one in [*here, *others]]


def _place(order: WorkOrder) -> str:
    return " ".join(part for part in (str(order.building or order.place_text), order.flat) if part)


_MOVES: Final[Sequence[tuple[Action, Callable[[WorkOrder], bool], Callable[[WorkOrder], Move]]]] = (
    (Action.ORDER_DISPATCH, _stands_at(Status.TRIAGED), _dispatch),
    (Action.CALL_BACK, _stands_at(Status.DONE), _call_back),
    (Action.ORDER_WORK, _may_become(Status.ACCEPTED), _step("acceptance", lambda: _("Accept"))),
    (Action.ORDER_WORK, _may_become(Status.EN_ROUTE), _step("departure", lambda: _("Set out"))),
    (Action.ORDER_WORK, _may_become(Status.ON_SITE), _step("arrival", lambda: _("Arrived"))),
    (Action.ORDER_WORK, _may_start, _step("start", lambda: _("Start work"))),
    (Action.ORDER_WORK, _may_be_completed, _complete),
    (
        Action.ORDER_WORK,
        _stands_at(Status.TRIAGED, Status.DISPATCHED, Status.ACCEPTED, Status.EN_ROUTE, Status.SUSPENDED),
        _contact,
    ),
    (Action.ORDER_WORK, _may_become(Status.SUSPENDED), _suspend),
    (
        Action.ORDER_WORK,
        _may_be_returned,
        lambda order: Move("return", _("Return to dispatch"), fields=[reason_field(_("Why it goes back"))]),
    ),
    (Action.ORDER_DISPATCH, _may_be_reassigned, _reassign),
    (Action.ORDER_DISPATCH, _may_become(Status.MERGED), _merge),
    (Action.ORDER_OVERRIDE, _may_be_overridden, _override),
    (
        Action.ORDER_DISPATCH,
        _stands_at(Status.DONE, Status.CLOSED, Status.CANCELLED),
        lambda order: Move("reopening", _("Reopen"), key="O", fields=[reason_field(_("Why it is open again"))]),
    ),
    (
        Action.ORDER_DISPATCH,
        _may_become(Status.CANCELLED),
        lambda order: Move("cancellation", _("Cancel the order"), "danger", fields=[reason_field(_("Why it is void"))]),
    ),
    *upward.MOVES,
)
