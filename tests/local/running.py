"""The one-machine start as somebody at a terminal sees it: a process, its words, its end."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from heating_ops.local.data_folder import processes_of
from heating_ops.local.ports import free_port

PROJECT = Path(__file__).resolve().parents[2]


class System:
    """One ``manage.py up``."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.folder = folder
        port = settings.setdefault("PORT", str(free_port()))
        self.port = int(port) if port.isdigit() else 0
        self.output = folder.with_suffix(f".{port}.out")
        servers = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "DJANGO_SETTINGS_MODULE"}
        ours = {name: value for name, value in os.environ.items() if name not in servers}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up", *arguments],
                cwd=PROJECT,
                env={**ours, "VAR_DIR": str(folder), "DEMO": "0", **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def words(self) -> str:
        """Everything it has said so far."""
        return self.output.read_text(encoding="utf-8")

    def is_well(self) -> bool:
        """Whether /healthz answers 200."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def wait_until_running(self) -> None:
        """Return once it has said that it is running."""
        wait_until(lambda: "The system is running" in self.words() or self.process.poll() is not None, 90)
        assert self.process.poll() is None, self.words()
        assert self.is_well(), self.words()

    def ask_to_stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask politely, and give the exit code."""
        self.process.send_signal(how)
        return self.process.wait(60)

    def processes(self) -> set[int]:
        """Everything it started that is alive."""
        return set(processes_of(self.folder))


def wait_until(reached: Callable[[], bool], seconds: float) -> None:
    """Wait, or fail."""
    give_up_at = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < give_up_at, f"not reached within {seconds} s"
        time.sleep(0.1)
