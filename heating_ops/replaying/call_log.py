"""Reading a log of calls: every row checked before the first one is sent."""

import csv
import gzip
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TextIO
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _

COLUMNS: Final = (
    *("call", "reported_at", "caller_phone", "channel", "category"),
    *("street", "building", "flat", "indoor_temp_c", "text"),
)
_LONGEST: Final = {"caller_phone": 20, "street": 120, "building": 40, "flat": 32, "text": 2000}


class BadCallLog(Exception):
    """A log that cannot be sent; ``problems`` says why, each with its line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One row, ready to be sent: ``body`` is the whole JSON, ``request_id`` the same at every replay."""

    line: int
    number: str
    reported_at: datetime
    request_id: UUID
    body: bytes


def read_call_log(path: Path, *, channels: Collection[str], categories: Collection[str]) -> list[LoggedCall]:
    """Read a ``.csv`` or ``.csv.gz``; other columns than ``COLUMNS`` are ignored.

    :param channels: the channels the server knows
    :param categories: the categories the server knows
    :returns: the calls in the order they were reported
    :raises BadCallLog: it cannot be read, or rows are wrong; with every problem found
    """
    reader = _Reader(_stem(path), channels, categories)
    try:
        with _opened(path) as file:
            calls = [call for row in _rows(file) if (call := reader.call_of(*row))]
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise BadCallLog([_("%(file)s cannot be read: %(why)s") % {"file": path.name, "why": error}]) from error
    if reader.problems:
        raise BadCallLog(reader.problems)
    if not calls:
        raise BadCallLog([_("%(file)s holds no calls.") % {"file": path.name}])
    return sorted(calls, key=lambda call: call.reported_at)


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(".csv")


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _rows(file: TextIO) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row with the line it begins on."""
    lines = csv.reader(file)
    header = [name.strip() for name in next(lines, [])]
    if missing := [name for name in COLUMNS if name not in header]:
        raise BadCallLog([_("line 1: no column %(names)s") % {"names": ", ".join(missing)}])
    begins = lines.line_num + 1
    for row in lines:
        if row:
            # A row with too few fields has None for the missing ones, found out below.
            padded = row + [""] * (len(header) - len(row)) if len(row) >= len(header) else []
            yield begins, dict(zip(header, padded, strict=False))
        begins = lines.line_num + 1


class _Reader:
    """Turns rows into calls and keeps every problem it meets."""

    def __init__(self, stem: str, channels: Collection[str], categories: Collection[str]) -> None:
        self.problems: list[str] = []
        self._namespace = uuid5(NAMESPACE_URL, f"call-log:{stem}")
        self._known = {"channel": channels, "category": categories}
        self._lines: dict[str, int] = {}

    def call_of(self, line: int, row: Mapping[str, str]) -> LoggedCall | None:
        """Make a call of a row, or note what is wrong with it."""
        if not row:
            self._wrong(line, _("too few fields"))
            return None
        said = {name: row[name].strip() for name in COLUMNS}
        before = len(self.problems)
        self._check_number(line, said["call"])
        self._check_words(line, said)
        reported_at = self._moment(line, said["reported_at"])
        temperature = self._temperature(line, said["indoor_temp_c"])
        if reported_at is None or len(self.problems) > before:
            return None
        request_id = uuid5(self._namespace, said["call"])
        body = _body(said, reported_at, temperature, request_id)
        return LoggedCall(line, said["call"], reported_at, request_id, body)

    def _check_number(self, line: int, number: str) -> None:
        if not number:
            self._wrong(line, _("no call number"))
        elif number in self._lines:
            first = {"number": number, "line": self._lines[number]}
            self._wrong(line, _("call number %(number)s is on line %(line)s already") % first)
        else:
            self._lines[number] = line

    def _check_words(self, line: int, said: Mapping[str, str]) -> None:
        for name, known in self._known.items():
            if said[name] not in known:
                words = {"name": name, "value": said[name], "known": ", ".join(known)}
                self._wrong(line, _("%(name)s “%(value)s” is none of %(known)s") % words)
        for name, most in _LONGEST.items():
            if len(said[name]) > most:
                limit = {"name": name, "most": most}
                self._wrong(line, _("%(name)s is longer than %(most)s characters") % limit)
        if not said["street"]:
            self._wrong(line, _("no street"))

    def _moment(self, line: int, text: str) -> datetime | None:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self._wrong(line, _("reported_at “%(value)s” is not a date and time") % {"value": text})
            return None
        if moment.tzinfo is None:
            self._wrong(line, _("reported_at “%(value)s” does not say its time zone") % {"value": text})
        return moment

    def _temperature(self, line: int, text: str) -> float | None:
        if not text:
            return None
        try:
            degrees = float(text)
        except ValueError:
            degrees = float("nan")
        if not -40 <= degrees <= 60:
            self._wrong(line, _("indoor_temp_c “%(value)s” is not a room temperature") % {"value": text})
        return degrees

    def _wrong(self, line: int, words: str) -> None:
        self.problems.append(_("line %(line)s: %(problem)s") % {"line": line, "problem": words})


def _body(said: Mapping[str, str], reported_at: datetime, temperature: float | None, request_id: UUID) -> bytes:
    place = {"street": said["street"], "building": said["building"], "flat": said["flat"]}
    if not said["building"]:
        place = {"text": f"{said['street']} {said['flat']}".strip()}
    body: dict[str, Any] = {
        "request_id": str(request_id),
        "channel": said["channel"],
        "caller_phone": said["caller_phone"],
        "reported_at": reported_at.isoformat(),
        "place": place,
        "category": said["category"],
        "text": said["text"],
    }
    if temperature is not None:
        body["indoor_temp_c"] = temperature
    return json.dumps(body, ensure_ascii=False).encode()
