"""``python -m bench [NAME …] [--quick]``: measure, one JSON line per figure.

Names and ``--quick`` may also come from the environment, as ``make bench NAME=intake QUICK=1`` hands them over.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final

from bench.figure import Figure
from bench.problem import BenchFailed
from bench.system import HOUSEHOLDS, System, system
from heating_ops.local.console import complain
from heating_ops.local.problem import Problem

#: Each is a module ``bench.<name>`` with ``measure(system)``, and perhaps ``HOUSEHOLDS`` of the city it needs.
BENCHMARKS: Final = ("intake", "search", "duplicates", "timers", "board")

Measure = Callable[[System], Iterator[Figure]]


def main(arguments: list[str]) -> int:
    """Run the benchmarks asked for, all without a name."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure against the machine's own limit.")
    parser.add_argument("name", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all if not said")
    parser.add_argument("--quick", action="store_true", help="a short run: good for a look, not for a judgement")
    asked = parser.parse_args(arguments)
    names = asked.name or os.environ.get("NAME", "").split() or list(BENCHMARKS)
    if unknown := [name for name in names if name not in BENCHMARKS]:
        complain(f"There is no benchmark named {unknown[0]}; there are {', '.join(BENCHMARKS)}.")
        return 2
    quick = asked.quick or os.environ.get("QUICK", "0") not in ("", "0")
    try:
        for households, together in _by_city(names).items():
            with system(quick=quick, households=households) as running:
                for name in together:
                    measure: Measure = import_module(f"bench.{name}").measure
                    for figure in measure(running):
                        print(figure.line(), flush=True)
    except (BenchFailed, Problem) as failed:
        complain(str(failed))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _by_city(names: list[str]) -> dict[int, list[str]]:
    """The names by the size of the city they need; those of one size share it."""
    sizes: dict[int, list[str]] = {}
    for name in names:
        sizes.setdefault(getattr(import_module(f"bench.{name}"), "HOUSEHOLDS", HOUSEHOLDS), []).append(name)
    return sizes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
