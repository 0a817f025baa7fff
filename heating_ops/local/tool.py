"""Running other people's tools during the set-up."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from heating_ops.local.problem import Problem, last_words


def run_tool(
    command: Sequence[str], complaint: str, *, cwd: Path | None = None, extra_env: Mapping[str, str] | None = None
) -> str:
    """What the tool said on its standard output.

    :param complaint: how the sentence begins when it fails
    :raises Problem: it failed or is not there
    """
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **(extra_env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as missing:
        raise Problem(f"{complaint}: {command[0]} cannot be run ({missing.strerror}).") from missing
    if done.returncode != 0:
        raise Problem(f"{complaint}: {_reason(done.stderr + done.stdout)}")
    return done.stdout


def _reason(output: str) -> str:
    """The line that tells most: the first one marked as an error, else the last."""
    for line in output.splitlines():
        for mark in ("ERROR: ", "npm error ", "E: "):
            if line.startswith(mark) and len(line) > len(mark) + 15:
                return line.removeprefix(mark)
    return last_words(output)
