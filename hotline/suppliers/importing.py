"""Suppliers from a table: every line is checked before anything is written, and it is all or nothing."""

import csv
import io
import re
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from heating_ops.network.address_keys import street_key

from .models import AreaKind, Supplier, SupplierArea

COLUMNS: Final = ("supplier_zh", "supplier_en", "phone", "address", "hours", "note", "kind", "area")
MOST_BYTES: Final = 5_000_000
MOST_PROBLEMS: Final = 20
_LONGEST: Final = {
    "supplier_zh": 80,
    "supplier_en": 80,
    "phone": 30,
    "address": 120,
    "hours": 80,
    "note": 300,
    "area": 80,
}
_NEEDED: Final = ("supplier_zh", "supplier_en", "phone", "area")
_PHONE: Final = re.compile(r"[0-9+\-() ,/转]{3,30}")


class UnreadableSuppliers(Exception):
    """The file cannot be taken; ``problems`` says why, in sentences with line numbers."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(slots=True)
class Imported:
    """What an import did."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    areas: int = 0

    def in_words(self) -> str:
        """One sentence for who imported."""
        figures = {"new": self.new, "changed": self.changed, "unchanged": self.unchanged, "areas": self.areas}
        return _("%(new)s new, %(changed)s changed, %(unchanged)s unchanged suppliers; %(areas)s new areas.") % figures


@dataclass(slots=True)
class _Row:
    """A supplier of the file, with the line it first stood in and its areas."""

    line: int
    values: dict[str, str]
    areas: dict[tuple[str, str], str] = field(default_factory=dict)
    """Kind and folded name → the name as written."""


def import_suppliers(content: bytes) -> Imported:
    """Write the suppliers of a CSV file; what it does not mention stays as it is.

    :param content: UTF-8, or GB 18030 as spreadsheets in China write it
    :raises UnreadableSuppliers: with up to 20 problems, if there is even one
    """
    rows = _checked(content)
    imported = Imported()
    with transaction.atomic():
        known = {one.name_zh_hans: one for one in Supplier.objects.select_for_update().filter(name_zh_hans__in=rows)}
        for name, row in rows.items():
            _write(known.get(name), row, imported)
    return imported


def _write(supplier: Supplier | None, row: _Row, imported: Imported) -> None:
    columns = {
        "name_en": row.values["supplier_en"],
        **{name: row.values[name] for name in ("phone", "address", "hours", "note")},
    }
    if supplier is None:
        supplier = Supplier.objects.create(name_zh_hans=row.values["supplier_zh"], **columns)
        imported.new += 1
        known: set[tuple[str, str]] = set()
    else:
        known = set(supplier.areas.values_list("kind", "key"))
        if any(getattr(supplier, name) != value for name, value in columns.items()):
            Supplier.objects.filter(pk=supplier.pk).update(**columns)
            imported.changed += 1
        elif row.areas.keys() <= known:
            imported.unchanged += 1
        else:
            imported.changed += 1
    added = [
        SupplierArea(supplier=supplier, kind=kind, name=name).sounded()
        for (kind, key), name in row.areas.items()
        if (kind, key) not in known
    ]
    SupplierArea.objects.bulk_create(added)
    imported.areas += len(added)


def _checked(content: bytes) -> dict[str, _Row]:
    if len(content) > MOST_BYTES:
        raise UnreadableSuppliers([_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1_000_000}])
    table = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    problems: list[str] = []
    rows: dict[str, _Row] = {}
    try:
        header = [column.strip() for column in next(table, [])]
        if missing := [column for column in COLUMNS if column not in header]:
            raise UnreadableSuppliers([_("Line 1: missing columns: %(columns)s.") % {"columns": ", ".join(missing)}])
        for cells in table:
            if any(cell.strip() for cell in cells):
                wrong = _take(table.line_num, header, cells, rows)
                problems += [
                    _("Line %(line)s: %(trouble)s.") % {"line": table.line_num, "trouble": one} for one in wrong
                ]
            if len(problems) >= MOST_PROBLEMS:
                break
    except csv.Error as trouble:
        problems.append(_("Line %(line)s: %(trouble)s.") % {"line": table.line_num + 1, "trouble": trouble})
    if problems:
        raise UnreadableSuppliers(problems[:MOST_PROBLEMS])
    if not rows:
        raise UnreadableSuppliers([_("The file has no suppliers, only a header.")])
    return rows


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableSuppliers([_("The file is neither UTF-8 nor GB 18030 text.")])


def _take(line: int, header: list[str], cells: list[str], rows: dict[str, _Row]) -> list[str]:
    """Check one line and keep it; answers what is wrong with it."""
    if len(cells) != len(header):
        return [_("%(found)s cells instead of %(wanted)s") % {"found": len(cells), "wanted": len(header)}]
    values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    kind = values["kind"] or AreaKind.COMMUNITY
    wrong = [_("%(column)s is empty") % {"column": name} for name in _NEEDED if not values[name]]
    wrong += [
        _("%(column)s is longer than %(most)s characters") % {"column": name, "most": most}
        for name, most in _LONGEST.items()
        if len(values[name]) > most
    ]
    wrong += [
        _("%(column)s holds a character that is not text") % {"column": name}
        for name in COLUMNS
        if "\x00" in values[name]
    ]
    if values["phone"] and not _PHONE.fullmatch(values["phone"]):
        wrong.append(_("phone is not a telephone number: %(text)s") % {"text": values["phone"][:40]})
    if kind not in AreaKind.values:
        wrong.append(_("kind is not community, street or pattern: %(text)s") % {"text": kind[:40]})
    elif values["area"] and not SupplierArea(kind=kind, name=values["area"]).says_enough():
        wrong.append(_("area is too short to tell places apart: %(text)s") % {"text": values["area"]})
    if wrong:
        return wrong
    row = rows.setdefault(values["supplier_zh"], _Row(line, values))
    if any(row.values[name] != values[name] for name in COLUMNS[:6]):
        return [_("the same supplier as in line %(earlier)s with other particulars") % {"earlier": row.line}]
    row.areas.setdefault((kind, street_key(values["area"])), values["area"])
    return []
