"""Which words about its escalation a person may say on an order as it stands: buttons of the order's page."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heating_ops.access.permissions import Action
from heating_ops.crews.models import Level

from ..catalogue import OPEN_STATUSES, Status
from ..models import WorkOrder
from ..move_shapes import Choices, Move, MoveField, reason_field
from .models import Chase, Stage

_GROUP: Final = "upward"
_MINUTES: Final = (10, 15, 30, 60, 120, 240)
_USUAL: Final = "30"
_SUPERVISED_FOR: Final = timedelta(hours=4)


def _minutes() -> Choices:
    return [(str(n), ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}) for n in _MINUTES]


def _is_open(order: WorkOrder) -> bool:
    return order.status in OPEN_STATUSES


def _waits_for_somebody(order: WorkOrder) -> bool:
    return order.escalation_stage in (Stage.TOLD, Stage.CAPPED)


def _may_be_supervised(order: WorkOrder) -> bool:
    return _is_open(order) and order.status != Status.DONE and order.supervision_due_at is None


def _is_chased(order: WorkOrder) -> bool:
    if not order.chase_count or not _is_open(order):
        return False
    return Chase.objects.filter(work_order=order, ended_at__isnull=True).exists()


def _may_be_chased(order: WorkOrder) -> bool:
    return _is_open(order) and not _is_chased(order)


def _acknowledge(order: WorkOrder) -> Move:
    return Move("acknowledgement", _("I have it"), key="H", group=_GROUP)


def _escalate(order: WorkOrder) -> Move:
    waits_at = order.escalated_to if order.escalation_stage == Stage.TOLD else ""
    levels = [(code, label) for code, label in Level.choices if code != waits_at]
    level = MoveField("level", _("To which level"), "select", required=True, choices=levels)
    fields = [level, reason_field(_("Why it must go higher"))]
    return Move("escalations", _("Escalate"), key="E", fields=fields, group=_GROUP)


def _chase(order: WorkOrder) -> Move:
    fields = [
        MoveField("words", _("What is asked"), "textarea", required=True),
        MoveField("minutes", _("Answer within"), "select", required=True, choices=_minutes(), value=_USUAL),
    ]
    return Move("chases", _("Chase"), key="C", fields=fields, group=_GROUP)


def _answer(order: WorkOrder) -> Move:
    words = MoveField("words", _("What becomes of it"), "textarea", required=True)
    return Move("chase-answer", _("Answer the chase"), key="R", fields=[words], group=_GROUP)


def _supervise(order: WorkOrder) -> Move:
    until = timezone.localtime() + _SUPERVISED_FOR
    fields = [
        MoveField("due_at", _("To be done by"), "datetime", required=True, value=f"{until:%Y-%m-%dT%H:%M}"),
        reason_field(_("Why it needs a leader's eye")),
    ]
    return Move("supervision", _("Supervise"), key="V", fields=fields, group=_GROUP)


def _let_go(order: WorkOrder) -> Move:
    return Move("supervision-end", _("End the supervision"), group=_GROUP)


MOVES: Final[Sequence[tuple[Action, Callable[[WorkOrder], bool], Callable[[WorkOrder], Move]]]] = (
    (Action.ESCALATION_ACKNOWLEDGE, _waits_for_somebody, _acknowledge),
    (Action.ORDER_WORK, _is_chased, _answer),
    (Action.ESCALATION_ESCALATE, _is_open, _escalate),
    (Action.ORDER_CHASE, _may_be_chased, _chase),
    (Action.ORDER_SUPERVISE, _may_be_supervised, _supervise),
    (Action.ORDER_SUPERVISE, lambda order: order.supervision_due_at is not None, _let_go),
)
