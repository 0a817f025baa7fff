"""An empty file of calls with its heading and two examples, as CSV and as Excel."""

import csv
import io
from typing import Final

from django.utils.translation import get_language

from .columns import COLUMNS, heading_of

_EXAMPLES: Final = (
    {
        "number": "20260112-0001",
        "text": "家里暖气不热，只有15度",
        "address": "阳光花园小区3号楼2单元501室",
        "category": "不热",
        "caller_phone": "13800000000",
        "reported_at": "",
        "due_at": "",
        "indoor_temp_c": "15",
    },
    {
        "number": "20260112-0002",
        "text": "楼道里暖气管漏水",
        "address": "阳光花园1号楼",
        "caller_phone": "13900000000",
    },
)


def _lines(language: str) -> list[list[str]]:
    from workorders.catalogue import Category

    headings = [heading_of(column, language) for column in COLUMNS]
    examples = [[example.get(column.code, "") for column in COLUMNS] for example in _EXAMPLES]
    place = [column.code for column in COLUMNS].index("category")
    examples[0][place] = str(Category.LOW_TEMPERATURE.label)
    return [headings, *examples]


def as_csv() -> bytes:
    """The template as CSV in UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO()
    csv.writer(text).writerows(_lines(get_language() or "en"))
    return text.getvalue().encode("utf-8-sig")


def as_excel() -> bytes:
    """The template as an Excel file; every cell is text, so that no number loses its zeros."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    for row in _lines(get_language() or "en"):
        sheet.append(row)
    for place, column in enumerate(sheet.columns, start=1):
        for cell in column:
            cell.number_format = "@"
        sheet.column_dimensions[get_column_letter(place)].width = 24
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
