"""``make check``: everything about the source that a machine can judge without running the system."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from heating_ops.local.browser_code import node_folder
from heating_ops.local.python_packages import Environment
from heating_ops.local.wishes import PROJECT

#: Settings as in production; nothing is connected to.
_PRODUCTION = {
    "SECRET_KEY": "".join(chr(ord("!") + (number * 37) % 90) for number in range(64)),
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "DEBUG": "0",
    "HTTPS_ONLY": "1",
    "BEHIND_PROXY": "1",
    "ALLOWED_HOSTS": "heating.example",
}


@dataclass(frozen=True)
class Check:
    """One judgement by one tool."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


def all_checks() -> list[Check]:
    """What is checked, the quick ones first."""
    python = sys.executable
    manage = [python, "-W", "ignore::RuntimeWarning", "manage.py"]  # that no database answers is no news
    return [
        Check("ruff check", [python, "-m", "ruff", "check", "."]),
        Check("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        Check("import-linter", [*_script("lint-imports"), "--no-logo"]),
        Check("djlint", [python, "-m", "djlint", "templates", "--lint", "--quiet"]),
        Check("makemigrations --check", [*manage, "makemigrations", "--check", "--dry-run"], _PRODUCTION),
        Check("check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], _PRODUCTION),
        Check("JavaScript", _javascript_tests()),
        Check("mypy", [python, "-m", "mypy"], _PRODUCTION),
    ]


def main() -> int:
    """Run every check, whatever the others say; 1 if any failed."""
    failed = [check.name for check in all_checks() if not _passes(check)]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nAll checks passed.")
    return 1 if failed else 0


def _passes(check: Check) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        env={**os.environ, **check.env},
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"{check.name:<24} {verdict:<7} {time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode != 0:
        print(done.stdout, flush=True)
    return done.returncode == 0


def _javascript_tests() -> list[str]:
    node = node_folder(Environment(PROJECT)) / "node"
    return [str(node), "--test", *sorted(str(test) for test in Path("tests/js").glob("**/*.test.mjs"))]


def _script(name: str) -> list[str]:
    """A tool that has no module of its own to run, without trusting the paths written into scripts."""
    return [sys.executable, str(Path(sys.executable).with_name(name))]


if __name__ == "__main__":
    sys.exit(main())
