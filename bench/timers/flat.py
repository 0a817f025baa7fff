"""Whether a sweep costs the same with a million deadlines armed as with a thousand."""

import time
from collections.abc import Iterator
from typing import Final

from bench.figure import Figure, percentile
from bench.timers import world

_FEW: Final = 1_000
_AT_ONCE: Final = 200
_TIMES: Final = 80


def flatness(many: int) -> Iterator[Figure]:
    """Measure ``timers.flatness``, a sweep that fires two hundred, and ``timers.flatness_idle``, an empty one.

    The value is with ``many`` armed, the limit with a thousand; ratios of at least 0.77 are a cost within 1.3.
    """
    busy: dict[int, float] = {}
    idle: dict[int, float] = {}
    for armed in (_FEW, many):
        world.arm_far(armed)
        busy[armed], idle[armed] = _sweeps(fire=_AT_ONCE), _sweeps(fire=0)
    for name, cost in (("timers.flatness", busy), ("timers.flatness_idle", idle)):
        yield Figure(name, cost[many], "ms", cost[_FEW], _TIMES, less_is_better=True)


def _sweeps(*, fire: int) -> float:
    from bench.timers import worker_app  # noqa: F401 - knows the cheap kind
    from heating_ops.timers.sweep import fire_due

    milliseconds = []
    for _time in range(_TIMES):
        if fire:
            world.arm_more(fire)
        began = time.perf_counter()
        fired = fire_due(limit=max(fire, 1))
        milliseconds.append((time.perf_counter() - began) * 1000)
        assert fired == fire
    # The two sizes cannot take turns, and noise only adds: the quickest tenth is nearest to what it costs.
    return percentile(milliseconds, 0.1)
