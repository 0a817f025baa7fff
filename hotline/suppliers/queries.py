"""Counting the calls that were not ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from hotline.models import Call, CallOutcome

from .models import Supplier

_TOLD: Final = Q(referral__told=True)


@dataclass(frozen=True, slots=True)
class BySupplier:
    """One supplier's part; ``supplier`` is ``None`` for the calls nobody knew a supplier for."""

    supplier: Supplier | None
    calls: int
    told: int


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Calls that were another supplier's, and of how many the caller was told whom to call."""

    calls: int
    told: int
    by_supplier: list[BySupplier]


def not_ours(
    since: datetime, until: datetime, *, logged_by: str = "", branches: Sequence[int] | None = None
) -> NotOurs:
    """Count the calls reported from ``since`` to before ``until`` that were not ours.

    :param logged_by: an actor's ref, to count one person's shift
    :param branches: narrows to branches; these calls mostly have none
    """
    calls: QuerySet[Call] = Call.objects.filter(
        outcome=CallOutcome.NOT_OURS, reported_at__gte=since, reported_at__lt=until
    )
    if logged_by:
        calls = calls.filter(logged_by=logged_by)
    if branches is not None:
        calls = calls.filter(branch_id__in=list(branches))
    counted = list(calls.values("referral__supplier").annotate(calls=Count("pk"), told_of=Count("pk", filter=_TOLD)))
    suppliers = Supplier.objects.in_bulk([row["referral__supplier"] for row in counted if row["referral__supplier"]])
    parts = [BySupplier(suppliers.get(row["referral__supplier"]), row["calls"], row["told_of"]) for row in counted]
    # The unknown last: there is nothing to do about one supplier.
    parts.sort(key=lambda part: (part.supplier is None, -part.calls, part.supplier.pk if part.supplier else 0))
    return NotOurs(sum(part.calls for part in parts), sum(part.told for part in parts), parts)


def rows_of(found: NotOurs) -> list[dict[str, Any]]:
    """The counts as a table shows them; the last row is the sum. Empty when there were none."""
    if not found.calls:
        return []
    rows = [
        {
            "name": part.supplier.name if part.supplier else _("No supplier named"),
            "calls": part.calls,
            "told": part.told,
        }
        for part in found.by_supplier
    ]
    return [*rows, {"name": "", "calls": found.calls, "told": found.told}]
