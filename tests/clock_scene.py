"""A scene of ``clock_moves.py``: how an order comes somewhere, and the move that is looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from workorders.models import WorkOrder

World = SimpleNamespace
Act = Callable[[World, WorkOrder, datetime], object]


@dataclass(frozen=True, slots=True)
class Scene:
    """How the order is opened, the verbs that bring it there, and the move."""

    act: Act
    verbs: tuple[str, ...] = ()
    opening: Mapping[str, Any] | None = None
    # "either": looked at once with and once without something missed before; else always the one.
    world: str = "either"
