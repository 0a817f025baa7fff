"""Hourly values out of a CSV file, and what is wrong with its rows."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import InvalidInput

from .values import Value, check, hour_of

# What each column is, as the page and docs/weather.md say it.
COLUMNS: Final[list[tuple[str, bool, str | Promise]]] = [
    ("at", True, _("The hour: 2026-01-22T08:00+08:00. Without an offset it is the utility's own time.")),
    ("temperature_c", True, _("Temperature outside, °C.")),
    ("wind_m_s", False, _("Wind, m/s.")),
    ("issued_at", False, _("When a forecast was issued. A row without it is an observation.")),
]
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
MOST_BYTES: Final = 5_000_000
MOST_ROWS: Final = 50_000
_MOST_PROBLEMS: Final = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a line of the file."""

    line: int
    column: str
    message: str


@dataclass(slots=True)
class Table:
    """What a file says: its values, and the first of its problems."""

    values: list[Value] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bad_rows: int = 0

    @property
    def forecasts(self) -> int:
        """How many of the values were foretold."""
        return sum(value.is_forecast for value in self.values)

    @property
    def observations(self) -> int:
        """How many were measured."""
        return len(self.values) - self.forecasts


def read_table(content: bytes, *, now: datetime, zone: ZoneInfo) -> Table:
    """Read a file; rows that cannot be taken are problems, not errors.

    :raises InvalidInput: it is no such file at all: too large, no known encoding, or a column is missing
    """
    if len(content) > MOST_BYTES:
        raise InvalidInput("file", _("The file is larger than %(most)s MB."), most=MOST_BYTES // 1_000_000)
    rows = csv.DictReader(io.StringIO(_decoded(content), newline=""))
    try:
        missing = [name for name, needed, _words in COLUMNS if needed and name not in (rows.fieldnames or [])]
        if missing:
            raise InvalidInput("file", _("The file has no column %(name)s."), name=missing[0])
        return _read(rows, now, zone)
    except csv.Error as error:
        raise InvalidInput("file", _("The file cannot be read as CSV: %(why)s"), why=error) from error


def _read(rows: "csv.DictReader[str]", now: datetime, zone: ZoneInfo) -> Table:
    table = Table()
    for row in rows:
        if len(table.values) + table.bad_rows >= MOST_ROWS:
            raise InvalidInput("file", _("The file has more than %(most)s rows. Split it."), most=MOST_ROWS)
        try:
            value = _value(row, zone)
            check(value, now=now)
        except InvalidInput as wrong:
            table.bad_rows += 1
            if len(table.problems) < _MOST_PROBLEMS:
                table.problems.append(Problem(rows.line_num, wrong.field, wrong.message))
        else:
            table.values.append(value)
    if not table.values and not table.problems:
        raise InvalidInput("file", _("The file has no rows below its heading."))
    return table


def _value(row: Mapping[str, str | None], zone: ZoneInfo) -> Value:
    hour = _moment(row, "at", zone)
    if hour is None:
        raise InvalidInput("at", _("The hour is missing."))
    temperature = _number(row, "temperature_c")
    if temperature is None:
        raise InvalidInput("temperature_c", _("The temperature is missing."))
    return Value(hour_of(hour), temperature, _number(row, "wind_m_s"), _moment(row, "issued_at", zone))


def _moment(row: Mapping[str, str | None], name: str, zone: ZoneInfo) -> datetime | None:
    said = (row.get(name) or "").strip()
    if not said:
        return None
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None:
        raise InvalidInput(name, _("“%(said)s” is no time. Write 2026-01-22T08:00+08:00."), said=said[:40])
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _number(row: Mapping[str, str | None], name: str) -> float | None:
    said = (row.get(name) or "").strip()
    if not said:
        return None
    try:
        return float(said)
    except ValueError:
        raise InvalidInput(name, _("“%(said)s” is no number."), said=said[:40]) from None


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InvalidInput("file", _("The file is neither UTF-8 nor GB18030."))
