"""The geometry of the bars by hour; the template only draws what is here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

# Pixels: the plot, without the room for the hours below it and the numbers above the bars.
PLOT: Final = 120
ABOVE: Final = 16
_WIDTH_SHARE = 0.72


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour: where its bar stands (in percent from the left) and how tall it is (in pixels)."""

    label: str
    calls: int
    urgent: int
    left: float
    middle: float
    width: float
    height: float
    urgent_height: float

    @property
    def top(self) -> float:
        """Where the bar begins, from above."""
        return round(ABOVE + PLOT - self.height, 1)

    @property
    def urgent_top(self) -> float:
        """Where its urgent part begins, from above."""
        return round(ABOVE + PLOT - self.urgent_height, 1)


@dataclass(frozen=True, slots=True)
class Grid:
    """One line across the plot, with the number it stands for."""

    value: int
    top: float


def bars(hours: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """Place a bar for every hour of a day, of which there are 23, 24 or 25."""
    most = top_of(hours)
    step = 100 / len(hours)
    return [
        Bar(
            label=f"{hour['hour']:02d}" + ("\u2032" if hour["again"] else ""),
            calls=hour["calls"],
            urgent=hour["urgent"],
            left=round((place + (1 - _WIDTH_SHARE) / 2) * step, 3),
            middle=round((place + 0.5) * step, 3),
            width=round(step * _WIDTH_SHARE, 3),
            height=round(PLOT * hour["calls"] / most, 1),
            urgent_height=round(PLOT * hour["urgent"] / most, 1),
        )
        for place, hour in enumerate(hours)
    ]


def grid(hours: Sequence[Mapping[str, Any]]) -> list[Grid]:
    """Lines at the top and in the middle of the plot."""
    most = top_of(hours)
    return [Grid(value, round(ABOVE + PLOT * (1 - value / most), 1)) for value in (most, most // 2)]


def top_of(hours: Sequence[Mapping[str, Any]]) -> int:
    """A round, even number the tallest bar stays under."""
    tallest = max((hour["calls"] for hour in hours), default=0)
    size = 1
    while True:
        for factor in (2, 4, 6, 8, 10):
            if tallest <= factor * size:
                return factor * size
        size *= 10
