"""The demo city's people, handed from the process that knows the database to the one that talks to the terminal."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class SignIn(NamedTuple):
    """How to sign in in one role."""

    role: str
    username: str
    password: str


def write_sign_ins(folder: Path, people: Sequence[SignIn]) -> None:
    """Keep the list in the data folder, for our own eyes."""
    file = _file(folder)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps(people), encoding="utf-8")


def read_sign_ins(folder: Path) -> list[SignIn]:
    """The list; empty where there is no demo city."""
    try:
        return [SignIn(*person) for person in json.loads(_file(folder).read_text(encoding="utf-8"))]
    except (OSError, ValueError):
        return []


def _file(folder: Path) -> Path:
    return folder / "demo_sign_ins.json"
