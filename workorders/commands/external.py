"""A clock somebody else started: the deadline printed on another system's ticket."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..models import WorkOrder


@dataclass(frozen=True, slots=True)
class External:
    """A clock somebody else started: the source and the deadline printed on its ticket."""

    source: str
    due_at: datetime | None = None


def sooner_of(order: WorkOrder, external: External | None) -> dict[str, Any]:
    """The columns of somebody else's clock, if the order has none or a later one."""
    if external is None:
        return {}
    later = order.external_due_at is None or (external.due_at is not None and external.due_at < order.external_due_at)
    if order.external_source and not later:
        return {}
    return {"external_source": external.source, "external_due_at": external.due_at or order.external_due_at}
