"""The data folder: held by one system at a time, and cleared of what a killed one left behind."""

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from heating_ops.local.problem import Problem

#: In the environment of everything a system starts: the data folder it belongs to.
MARK = "HEATING_OPS_RUN_IN"
_SERVERS = {"postgres", "redis-server", "valkey-server"}


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """Hold the folder for as long as the block lasts, and give the file for notes to other terminals.

    The kernel lets go of it however we die.

    :raises Problem: it cannot be written, or another system runs in it
    """
    try:
        (folder / "log").mkdir(parents=True, exist_ok=True)
        lock = open(folder / "running.lock", "a+", encoding="utf-8")  # noqa: SIM115 - closed by the block below
    except OSError as refused:
        raise Problem(f"VAR_DIR {folder} cannot be written: {refused.strerror}.") from refused
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            notes = read_notes(folder)
            where = f" at {notes['ADDRESS']}" if "ADDRESS" in notes else ""
            raise Problem(
                f"A system runs in {folder} already{where}: stop it first, or choose another VAR_DIR."
            ) from taken
        notes_file = _notes_file(folder)
        notes_file.unlink(missing_ok=True)
        end_leftovers(folder)
        try:
            yield notes_file
        finally:
            notes_file.unlink(missing_ok=True)


def leave_notes(folder: Path, notes: Mapping[str, str]) -> None:
    """Tell other terminals, of the same user only, how to reach the running system."""
    file = _notes_file(folder)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(dict(notes)), encoding="utf-8")
    fresh.replace(file)


def read_notes(folder: Path) -> dict[str, str]:
    """What the system running in this folder left; empty if none runs or it is not ours to read."""
    try:
        with open(folder / "running.lock", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                notes: dict[str, str] = json.loads(_notes_file(folder).read_text(encoding="utf-8"))
                return notes
    except (OSError, ValueError):
        pass
    return {}


def end_leftovers(folder: Path, *, polite_seconds: float = 15.0) -> None:
    """End every process of a system that was killed in this folder, so that its files are free."""
    started = time.monotonic()
    asked: set[int] = set()
    while left := set(processes_of(folder)):
        impatient = time.monotonic() - started > polite_seconds
        for pid in left if impatient else left - asked:
            try:
                os.kill(pid, signal.SIGKILL if impatient else signal.SIGTERM)
            except ProcessLookupError:
                pass
        asked |= left
        time.sleep(0.1)


def processes_of(folder: Path) -> Iterator[int]:
    """Every process that belongs to the system in this folder, except ourselves."""
    mark = f"{MARK}={folder}".encode()
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            if _belongs(Path(entry.path), folder, mark):
                yield int(entry.name)
        except OSError:
            continue  # it ended, or is somebody else's


def _belongs(process: Path, folder: Path, mark: bytes) -> bool:
    if process.joinpath("stat").read_text(errors="replace").rpartition(")")[2].split()[0] == "Z":
        return False
    if mark in process.joinpath("environ").read_bytes().split(b"\0"):
        return True
    # The servers write their titles over their environment; they work in the data folder.
    program = process.joinpath("exe").readlink().name.removesuffix(" (deleted)")
    works_in = process.joinpath("cwd").readlink()
    return program in _SERVERS and any(works_in.is_relative_to(folder / own) for own in ("postgres", "redis"))


def _notes_file(folder: Path) -> Path:
    return folder / "running.json"
