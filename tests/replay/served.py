"""The real server on the test database, as a process that can be killed."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from django.db import connection

from heating_ops.local.ports import free_port
from heating_ops.local.processes import APPLICATION

_PROJECT = Path(__file__).resolve().parents[2]
_WITHIN = 60.0


class Served:
    """One web worker, started, killed and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder / "web.log"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return as soon as it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "uvicorn", APPLICATION, "--port", str(self.port), "--no-access-log"],
                cwd=_PROJECT,
                env={**os.environ, "DATABASE_URL": url_of_the_tests(), "VAR_DIR": str(self._folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        give_up_at = time.monotonic() + _WITHIN
        while not self._answers():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < give_up_at, self._log.read_text()
            time.sleep(0.05)

    def kill(self) -> None:
        """``kill -9``, in the middle of whatever it does."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/accounts/sign-in/", timeout=5):
                return True
        except OSError:
            return False


def url_of_the_tests() -> str:
    """Where another process finds the database of the tests."""
    settings = connection.settings_dict
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    address = f"{settings['HOST']}:{settings['PORT'] or 5432}"
    return f"postgresql://{settings['USER']}{password}@{address}/{settings['NAME']}"
