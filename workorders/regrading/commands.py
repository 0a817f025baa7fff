"""Raising orders for the weather, proposing to lower them, and what a person does about a proposal."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import Refusal

from .. import events
from ..catalogue import OPEN_STATUSES, Status
from ..clocks import follow_priority
from ..commands.moving import change, locked
from ..commands.reporting import regrade
from ..models import WorkOrder
from ..triage import Decision
from .deciding import decision_now, is_lowered, is_raised
from .models import ProposalEnd, RegradeProposal

ACTOR: Final = Actor.system("weather")
# What is done waits for its customer only.
REGRADED_STATUSES: Final = [status for status in OPEN_STATUSES if status != Status.DONE]


class NoSuchProposal(Refusal):
    """The id is unknown, or the order is another branch's."""

    code = "no_such_proposal"
    sentence = _("There is no such proposal.")
    status = 404


class ProposalOver(Refusal):
    """Somebody was first, or the order is another by now."""

    code = "proposal_over"
    sentence = _("This proposal is over: the order or the weather has changed since.")


@command
def raise_orders(ids: Sequence[int], *, now: datetime) -> tuple[int, list[int]]:
    """Raise orders the weather has made more urgent; one that somebody works on is not waited for.

    :returns: how many were raised, and the ids of those that were not to be had
    """
    orders = WorkOrder.objects.filter(pk__in=ids, status__in=REGRADED_STATUSES).order_by("pk")
    held = list(orders.select_for_update(of=("self",), skip_locked=True))
    raised = 0
    for order in held:
        decision = decision_now(order, now=now)
        if is_raised(order, decision):
            regrade(order, decision, cause="weather", actor=ACTOR, now=now)
            raised += 1
    had = {order.pk for order in held}
    still_open = orders.exclude(pk__in=had).values_list("pk", flat=True)
    return raised, list(still_open)


@command
def propose(lowered: Iterable[tuple[WorkOrder, Decision]], *, others: Iterable[int], now: datetime) -> int:
    """Propose to lower orders, each once; a proposal whose order is none of them any more is over.

    What a person left as it is, is not proposed again.

    :param others: orders that were looked at and would not be lowered
    :returns: how many proposals are new
    """
    _end(RegradeProposal.objects.filter(order__in=list(others), ended=""), now=now)
    proposals = {order.pk: (order, decision) for order, decision in lowered}
    for known in RegradeProposal.objects.filter(order__in=list(proposals), ended__in=["", ProposalEnd.LEFT]):
        order, decision = proposals.get(known.order_id, (None, None))
        if order is None or decision is None:
            continue
        if (known.before, known.after) == (order.priority, decision.priority):
            del proposals[known.order_id]
        elif not known.ended:
            _end(RegradeProposal.objects.filter(pk=known.pk), now=now)
    new = [
        RegradeProposal(
            order=order, before=order.priority, after=decision.priority, decision=decision.stored(), made_at=now
        )
        for order, decision in proposals.values()
    ]
    # Somebody may have made it a moment ago.
    RegradeProposal.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@command
def accept_proposal(*, proposal_id: int, reason: str = "", user: User, now: datetime) -> WorkOrder:
    """Lower an order as proposed; its clocks follow.

    :raises NoSuchProposal: the id is unknown
    :raises ProposalOver: somebody was first, or the order would be decided otherwise by now
    """
    proposal = _open(proposal_id)
    order = locked(proposal.order_id)
    decision = decision_now(order, now=now)
    if order.status not in REGRADED_STATUSES or not is_lowered(order, decision):
        raise ProposalOver
    before, actor = order.priority, Actor.user(user)
    change(
        order,
        priority=decision.priority,
        urgency=decision.urgency,
        handling=decision.handling,
        # What people decided otherwise stays beside every later decision.
        triage=decision.stored() | {name: order.triage[name] for name in ("overrides",) if name in order.triage},
    )
    rules = [each["rule"] for each in decision.reasons]
    events.regraded(order, before=before, rules=rules, cause="weather", reason=reason.strip(), actor=actor, now=now)
    follow_priority(order, before=before, now=now)
    _end(RegradeProposal.objects.filter(pk=proposal.pk), how=ProposalEnd.ACCEPTED, user=user, now=now)
    return order


@command
def leave_proposal(*, proposal_id: int, user: User, now: datetime) -> None:
    """Leave the order as urgent as it is; the same is not proposed again.

    :raises NoSuchProposal: the id is unknown
    :raises ProposalOver: somebody was first
    """
    proposal = _open(proposal_id)
    order = locked(proposal.order_id)
    _end(RegradeProposal.objects.filter(pk=proposal.pk), how=ProposalEnd.LEFT, user=user, now=now)
    events.kept_urgent(order, instead_of=proposal.after, actor=Actor.user(user), now=now)


def _open(proposal_id: int) -> RegradeProposal:
    proposal = RegradeProposal.objects.select_for_update().filter(pk=proposal_id).first()
    if proposal is None:
        raise NoSuchProposal
    if proposal.ended:
        raise ProposalOver
    return proposal


def _end(
    proposals: QuerySet[RegradeProposal],
    *,
    how: ProposalEnd = ProposalEnd.OVERTAKEN,
    user: User | None = None,
    now: datetime,
) -> None:
    proposals.update(ended=how, ended_at=now, ended_by=user)
