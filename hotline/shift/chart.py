"""The geometry of the bars by hour: answered, abandoned, and what still rings on top; the template only draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .operators import HourOfShift

# Pixels: the plot, without the room for the hours below it and the numbers above the bars.
PLOT: Final = 110
ABOVE: Final = 16
BELOW: Final = ABOVE + PLOT
_WIDTH_SHARE: Final = 0.72


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour: where its bar stands (percent from the left), and how tall its parts are (pixels)."""

    of: HourOfShift
    label: str
    left: float
    middle: float
    width: float
    offered_height: float
    answered_height: float
    abandoned_height: float

    @property
    def top(self) -> float:
        """Where the bar begins, from above."""
        return round(BELOW - self.offered_height, 1)

    @property
    def answered_top(self) -> float:
        """Where what was answered begins: it stands at the bottom."""
        return round(BELOW - self.answered_height, 1)

    @property
    def abandoned_top(self) -> float:
        """Where what was abandoned begins: it stands on what was answered."""
        return round(BELOW - self.answered_height - self.abandoned_height, 1)


@dataclass(frozen=True, slots=True)
class Grid:
    """One line across the plot, with the number it stands for."""

    value: int
    top: float


def bars(hours: Sequence[HourOfShift]) -> list[Bar]:
    """Place a bar for every hour."""
    most, step = _top_of(hours), 100 / max(len(hours), 1)
    return [
        Bar(
            of=one,
            label=f"{one.hour.hour:02d}" + ("\u2032" if one.hour.again else ""),
            left=round((place + (1 - _WIDTH_SHARE) / 2) * step, 3),
            middle=round((place + 0.5) * step, 3),
            width=round(step * _WIDTH_SHARE, 3),
            offered_height=round(PLOT * one.offered / most, 1),
            answered_height=round(PLOT * one.answered / most, 1),
            abandoned_height=round(PLOT * one.abandoned / most, 1),
        )
        for place, one in enumerate(hours)
    ]


def grid(hours: Sequence[HourOfShift]) -> list[Grid]:
    """Lines at the top and in the middle of the plot."""
    most = _top_of(hours)
    return [Grid(value, round(ABOVE + PLOT * (1 - value / most), 1)) for value in (most, most // 2)]


def _top_of(hours: Sequence[HourOfShift]) -> int:
    """A round, even number the tallest bar stays under."""
    tallest = max((one.offered for one in hours), default=0)
    size = 1
    while True:
        for factor in (2, 4, 6, 8, 10):
            if tallest <= factor * size:
                return factor * size
        size *= 10
