"""One measured figure beside its limit, as one line of JSON."""

import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and what the same work costs with nothing around it, measured in the same run.

    ``ratio`` says how near the limit is: 1 as good as the limit, 0.5 half as good,
    whether more or less is better. ``n`` is how many measurements stand behind it.
    """

    name: str
    value: float
    unit: str
    limit: float
    n: int
    less_is_better: bool = False

    @property
    def ratio(self) -> float:
        """Nearness to the limit."""
        part, whole = (self.limit, self.value) if self.less_is_better else (self.value, self.limit)
        return part / whole if whole else math.nan

    def line(self) -> str:
        """The figure as it is printed."""
        told = {"name": self.name, "value": _short(self.value), "unit": self.unit, "limit": _short(self.limit)}
        return json.dumps(told | {"ratio": round(self.ratio, 2), "n": self.n})


def percentile(values: Sequence[float], part: float) -> float:
    """The value that this part of the measurements does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def middle(values: Sequence[float]) -> float:
    """The median: one disturbed round does not move it."""
    return statistics.median(values)


def _short(value: float) -> float:
    return round(value, 1) if value >= 10 else round(value, 3)
