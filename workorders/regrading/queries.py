"""The last runs, and the proposals a person may decide about."""

from django.db.models import QuerySet

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may

from ..queries import visible_to
from .models import RegradeProposal, RegradeRun

_LISTED = 100


def proposals_for(user: User) -> QuerySet[RegradeProposal]:
    """The open proposals about orders this person dispatches, oldest first."""
    if not may(user, Action.ORDER_DISPATCH):
        return RegradeProposal.objects.none()
    within = visible_to(user, Action.ORDER_DISPATCH)
    proposals = RegradeProposal.objects.filter(ended="", order__in=within)
    return proposals.select_related("order__building").order_by("pk")


def listed(user: User) -> list[RegradeProposal]:
    """The first of them, as many as a page shows."""
    return list(proposals_for(user)[:_LISTED])


def last_run() -> RegradeRun | None:
    """The run that finished last."""
    return RegradeRun.objects.filter(finished_at__isnull=False).order_by("-pk").first()
