"""One program started by us: it never outlives us, and it dies with everything it started."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from heating_ops.local.account import Account

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class ChildSpec:
    """How one program is started and stopped."""

    name: str
    command: Sequence[str]
    log_file: Path
    #: Children stop from the highest stage to the lowest, all of one stage together.
    stage: int = 0
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    #: Seconds between the polite signal and the kill.
    stop_within: float = 10.0


class Child:
    """A running program, in a session of its own so that a Ctrl-C reaches only the supervisor."""

    def __init__(self, spec: ChildSpec, shared_env: Mapping[str, str]) -> None:
        """:param shared_env: added to our own environment; the child's own goes before it."""
        self.spec = spec
        self.started_at = time.monotonic()
        account = spec.account
        with open(spec.log_file, "ab", buffering=0) as log:
            self.process = subprocess.Popen(
                spec.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **shared_env, **spec.env},
                cwd=spec.cwd,
                start_new_session=True,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                preexec_fn=_die_with_parent(spec.stop_signal),  # noqa: PLW1509 - the supervisor has one thread
            )

    def ended(self) -> int | None:
        """The exit code, or None while the program runs."""
        return self.process.poll()

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.ended() is None:
            self.process.send_signal(self.spec.stop_signal)

    def kill_rest(self) -> None:
        """Kill the program and whatever it started and left behind."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # nobody is left
        self.process.wait()


def stop_together(children: Sequence[Child], *, hurry: Callable[[], bool] = lambda: False) -> None:
    """Stop children side by side, killing those that take longer than they may, or all when ``hurry`` says so."""
    started = time.monotonic()
    for child in children:
        child.ask_to_stop()
    waiting = list(children)
    while waiting:
        passed = time.monotonic() - started
        for child in list(waiting):
            if child.ended() is not None or passed > child.spec.stop_within or hurry():
                child.kill_rest()
                waiting.remove(child)
        time.sleep(0.02)


def _die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """What the new process does before it becomes the program: ask the kernel to tie its life to ours."""
    parent = os.getpid()

    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie
