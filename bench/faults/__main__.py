"""``python -m bench.faults [NAME …] [--quick]``: break things, one JSON line each; exit code 1 when something was lost.

Names and ``--quick`` may also come from the environment, as ``make faults NAME=timers QUICK=1`` hands them over.
"""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

from bench.faults.outcome import Outcome
from bench.problem import BenchFailed
from bench.system import System, system
from heating_ops.local.console import complain
from heating_ops.local.problem import Problem

#: Each is a module ``bench.faults.<name>`` with ``break_it(system)``.
FAULTS: Final = ("timers", "redis")
_HOUSEHOLDS: Final = 20_000

Break = Callable[[System], Outcome]


def main(arguments: list[str]) -> int:
    """Run the faults asked for, all without a name."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description="Break things and count what is lost.")
    parser.add_argument("name", nargs="*", metavar="NAME", help=f"of {', '.join(FAULTS)}; all if not said")
    parser.add_argument("--quick", action="store_true", help="a short run: good for a look, not for a judgement")
    asked = parser.parse_args(arguments)
    names = asked.name or os.environ.get("NAME", "").split() or list(FAULTS)
    if unknown := [name for name in names if name not in FAULTS]:
        complain(f"There is no fault named {unknown[0]}; there are {', '.join(FAULTS)}.")
        return 2
    quick = asked.quick or os.environ.get("QUICK", "0") not in ("", "0")
    good = True
    try:
        with system(quick=quick, households=_HOUSEHOLDS) as running:
            for name in names:
                break_it: Break = import_module(f"bench.faults.{name}").break_it
                outcome = break_it(running)
                print(outcome.line(), flush=True)
                good = good and outcome.is_good
    except (BenchFailed, Problem) as failed:
        complain(str(failed))
        return 1
    except KeyboardInterrupt:
        return 130
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
