"""What each command of the Makefile needs, and what it becomes."""

import fcntl
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from heating_ops.local.browser_code import install_browser_code
from heating_ops.local.catalogues import catalogues_are_stale
from heating_ops.local.problem import Problem
from heating_ops.local.python_packages import Environment
from heating_ops.local.tool import run_tool

PROJECT = Path(__file__).resolve().parents[2]

#: Which packages a command needs, and what follows the Python interpreter.
COMMANDS = {
    "run": ("local", ["manage.py", "up"]),
    "test": ("dev", ["-m", "heating_ops.local.testing"]),
    "check": ("dev", ["-m", "heating_ops.local.checks"]),
    "bench": ("dev", ["-m", "bench"]),
    "faults": ("dev", ["-m", "bench.faults"]),
    "lock": ("dev", ["-m", "heating_ops.local.lock_files"]),
    "setup": ("dev", ["-c", "print('Everything is installed.')"]),
}


def main(arguments: Sequence[str]) -> int:
    """Set up, then become the command; the exit code where that fails."""
    if not arguments or arguments[0] not in COMMANDS:
        print(f"usage: python3 -m heating_ops.local.bootstrap {'|'.join(COMMANDS)} [ARGUMENT ...]", file=sys.stderr)
        return 2
    packages, becomes = COMMANDS[arguments[0]]
    os.chdir(PROJECT)
    environment = Environment(PROJECT)
    try:
        with _alone():
            set_up(environment, packages)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    command = [str(environment.python), *becomes, *arguments[1:]]
    sys.stdout.flush()
    return os.execv(command[0], command)  # noqa: S606 - so that a signal to make reaches the command itself


def set_up(environment: Environment, packages: str) -> None:
    """Make sure that everything the lock files name is there.

    :raises Problem: something cannot be had
    """
    os.umask(0o022)  # the database's own account must be able to read its programs
    environment.install(packages)
    install_browser_code(PROJECT, environment)
    if catalogues_are_stale(PROJECT):
        run_tool([str(environment.python), "-m", "heating_ops.local.catalogues"], "The translations were not compiled")


@contextmanager
def _alone() -> Iterator[None]:
    """Two starts at once in one clone: the second waits until the first has installed."""
    try:
        lock = open(PROJECT / ".setup.lock", "w", encoding="utf-8")  # noqa: SIM115 - closed by the block below
    except OSError as refused:
        raise Problem(f"{PROJECT} cannot be written: {refused.strerror}.") from refused
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
