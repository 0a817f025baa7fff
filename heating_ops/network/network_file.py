"""Reading a network from a table of addresses: every line is checked before anything is written."""

import csv
import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from django.utils.translation import gettext as _

from .network_rows import Address, RowChecks

COLUMNS: Final = Address._fields
MOST_PROBLEMS: Final = 20
_GZIP_MAGIC: Final = b"\x1f\x8b"
_LINES_BETWEEN_REPORTS: Final = 500


class UnreadableNetwork(Exception):
    """The file cannot be taken; ``problems`` says why, in sentences with line numbers."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_addresses(path: Path, progress: Callable[[int], None] | None = None) -> list[Address]:
    """Read the whole file, plain or gzip.

    :param progress: told how many bytes of the file have been read since it was last told
    :raises UnreadableNetwork: with up to 20 problems, if there is even one
    """
    try:
        with path.open("rb") as raw:
            return _read(raw, path.name, progress or (lambda count: None))
    except gzip.BadGzipFile:
        raise UnreadableNetwork(
            [_("%(file)s is not a gzip file, though its name says so.") % {"file": path.name}]
        ) from None
    except (EOFError, zlib.error):
        raise UnreadableNetwork([_("%(file)s is cut off or damaged.") % {"file": path.name}]) from None
    except OSError as trouble:
        why = {"file": path, "trouble": trouble.strerror}
        raise UnreadableNetwork([_("%(file)s cannot be read: %(trouble)s.") % why]) from None


def _read(raw: IO[bytes], name: str, progress: Callable[[int], None]) -> list[Address]:
    packed = raw.read(2) == _GZIP_MAGIC or name.endswith(".gz")
    raw.seek(0)
    lines = gzip.GzipFile(fileobj=raw) if packed else raw
    table = csv.reader(_decoded(lines, raw, progress), strict=True)
    checks = RowChecks()
    try:
        header = [column.strip() for column in next(table, [])]
        if problem := _problem_of_header(header):
            raise UnreadableNetwork([problem])
        for row in table:
            if row:
                checks.check(table.line_num, header, row)
            if len(checks.problems) >= MOST_PROBLEMS:
                break
    except (csv.Error, _NotText) as trouble:
        checks.problems.append(_("Line %(line)s: %(trouble)s.") % {"line": table.line_num + 1, "trouble": trouble})
    if checks.problems:
        raise UnreadableNetwork(checks.problems[:MOST_PROBLEMS])
    if not checks.addresses:
        raise UnreadableNetwork([_("The file has no addresses, only a header.")])
    return checks.addresses


class _NotText(Exception):
    """A line that is not UTF-8."""


def _decoded(lines: Iterable[bytes], raw: IO[bytes], progress: Callable[[int], None]) -> Iterator[str]:
    read = 0
    for number, line in enumerate(lines):
        if number % _LINES_BETWEEN_REPORTS == 0:
            progress(raw.tell() - read)
            read = raw.tell()
        try:
            yield line.decode("utf-8-sig" if number == 0 else "utf-8")
        except UnicodeDecodeError:
            raise _NotText(_("this is not UTF-8 text")) from None
    progress(raw.tell() - read)


def _problem_of_header(header: list[str]) -> str | None:
    if not any(header):
        return _("The file is empty.")
    missing = [column for column in COLUMNS if column not in header]
    unknown = [column for column in header if column not in COLUMNS]
    if missing:
        return _("Line 1: missing columns: %(columns)s.") % {"columns": ", ".join(missing)}
    if unknown or len(header) != len(COLUMNS):
        wrong = unknown or [column for column in COLUMNS if header.count(column) > 1]
        return _("Line 1: unknown or repeated columns: %(columns)s.") % {"columns": ", ".join(wrong)}
    return None
