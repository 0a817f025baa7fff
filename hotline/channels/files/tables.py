"""Rows out of a CSV file or an Excel sheet somebody sends us, within limits. Knows nothing of calls."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import InvalidInput

Row = tuple[str, ...]
# An Excel file is a zip: these keep a small one from becoming a large one in memory.
_MOST_UNPACKED: Final = 200_000_000
_MOST_PARTS: Final = 500
_MOST_COLUMNS: Final = 60
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_DELIMITERS: Final = (",", ";", "\t")


def rows_of(name: str, content: bytes, *, most_rows: int) -> list[tuple[int, Row]]:
    """Read the rows that are not empty, each with its line in the file; the first is the heading.

    :raises InvalidInput: neither CSV nor Excel, broken, in no known encoding, or with more rows than allowed
    """
    is_excel = content[:4] == b"PK\x03\x04"
    if not is_excel and name.lower().endswith((".xls", ".xlsx", ".xlsm")):
        raise InvalidInput("file", _("This is not an Excel file of today's kind (.xlsx). Save it as .xlsx or as CSV."))
    lines = _of_excel(content) if is_excel else _of_csv(content)
    kept: list[tuple[int, Row]] = []
    # Sheets can hold a million empty rows below the last one that was written.
    for line, row in enumerate(islice(lines, 1_100_000), start=1):
        if not any(row):
            continue
        kept.append((line, row))
        if len(kept) > most_rows + 1:
            raise InvalidInput("file", _("The file has more than %(most)s rows. Split it."), most=most_rows)
    if len(kept) < 2:
        raise InvalidInput("file", _("The file has no rows below its heading."))
    return kept


def _of_csv(content: bytes) -> Iterator[Row]:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise InvalidInput("file", _("The file is neither UTF-8 nor GB18030."))
    if "\x00" in text:
        raise InvalidInput("file", _("The file is neither CSV nor Excel."))
    heading = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield tuple(cell.strip() for cell in row[:_MOST_COLUMNS])
    except csv.Error as error:
        raise InvalidInput("file", _("The file cannot be read as CSV: %(why)s"), why=error) from error


def _of_excel(content: bytes) -> Iterator[Row]:
    # Late: it takes a quarter of a second, and most processes never read a sheet. It reads with defusedxml.
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise InvalidInput("file", _("The file is too large when it is unpacked."))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # What a sheet says of its size need not be true.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True):
            yield _written(row)
    except InvalidInput:
        raise
    except Exception as error:
        raise InvalidInput("file", _("The file cannot be read as Excel: %(why)s"), why=type(error).__name__) from error


def _written(cells: Sequence[Any]) -> Row:
    row = [_cell(cell) for cell in cells]
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a telephone number that Excel took for a number
    return str(value).strip()
