"""Lines as a file that spreadsheets open: UTF-8 with the mark they know it by, and nothing that counts as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

# A spreadsheet takes what begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(lines: Iterable[Sequence[Any]]) -> bytes:
    """Write lines of cells; the first is the heading."""
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
