"""The columns of a file of calls: their headings in both languages, and what a row says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.serializers import ValidationError

from heating_ops.journal.refusal import InvalidInput
from hotline.intake import allowed_time
from workorders.catalogue import Category

from ..serializers import TicketShape


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code, its heading, and the other headings people write."""

    code: str
    heading: Promise
    also: tuple[str, ...]
    required: bool = False


COLUMNS: Final = (
    Column(
        "number", gettext_lazy("Ticket number"), ("工单编号", "编号", "单号", "工单号", "ticket", "no"), required=True
    ),
    Column("text", gettext_lazy("What the caller says"), ("诉求内容", "内容", "描述", "诉求", "words"), required=True),
    Column("address", gettext_lazy("Address"), ("地址", "诉求地址", "详细地址", "place")),
    Column("category", gettext_lazy("What is wrong"), ("问题类别", "类别", "诉求类别")),
    Column("caller_phone", gettext_lazy("Telephone"), ("联系电话", "电话", "手机", "phone")),
    Column("caller_name", gettext_lazy("Name"), ("姓名", "联系人", "name")),
    Column("reported_at", gettext_lazy("Reported at"), ("报修时间", "来电时间", "受理时间", "time")),
    Column("due_at", gettext_lazy("Deadline"), ("办结时限", "时限", "截止时间", "due")),
    Column("indoor_temp_c", gettext_lazy("Room temperature"), ("室温", "室内温度", "temperature")),
)
_MOMENT: Final = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?[分秒]?)?$"
)
_SHAPE: Final = TicketShape()


def other_headings(column: Column) -> list[str]:
    """What may stand in a heading instead, its code first."""
    return [column.code, *(name for name in column.also if name != str(column.heading))]


def heading_of(column: Column, language: str) -> str:
    """A column's heading in a language."""
    with translation.override(language):
        return str(column.heading)


@cache
def _headings() -> dict[str, str]:
    known = {}
    for column in COLUMNS:
        for name in (column.code, heading_of(column, "en"), heading_of(column, "zh-hans"), *column.also):
            known[_folded(name)] = column.code
    return known


@cache
def _categories() -> dict[str, str]:
    known = {}
    for category in Category:
        for language in ("en", "zh-hans"):
            with translation.override(language):
                known[_folded(str(category.label))] = category.value
        known[_folded(category.value)] = category.value
    return known


def _folded(name: str) -> str:
    return re.sub(r"[\s_*:：()（）]+", "", name).casefold()


def places_of(heading: Sequence[str]) -> dict[str, int]:
    """Find the columns in a heading; those we do not know are left out.

    :raises InvalidInput: one that is needed is missing
    """
    found: dict[str, int] = {}
    for place, name in enumerate(heading):
        code = _headings().get(_folded(name))
        if code is not None:
            found.setdefault(code, place)
    missing = [str(column.heading) for column in COLUMNS if column.required and column.code not in found]
    if missing:
        raise InvalidInput("file", gettext_lazy("The heading has no column %(columns)s."), columns=", ".join(missing))
    return found


@dataclass(frozen=True, slots=True)
class Checked:
    """What a row says in the shape of a ticket, or what is wrong with it, by column and in words."""

    data: Mapping[str, Any]
    errors: Sequence[Mapping[str, str]]


def check_row(row: Sequence[str], places: Mapping[str, int], *, may_backdate: bool, now: datetime) -> Checked:
    """Read and check one row as a ticket that came over the API is checked."""
    said = {code: row[place] for code, place in places.items() if place < len(row) and row[place]}
    errors: list[dict[str, str]] = []
    if "category" in said:
        known = _categories().get(_folded(said["category"]))
        if known is None:
            errors.append(_error("category", _("There is no category “%(said)s”.") % {"said": said["category"][:40]}))
        said["category"] = known or ""
    for code in ("reported_at", "due_at"):
        if code in said:
            moment = _moment(said[code])
            if moment is None:
                errors.append(
                    _error(code, _("“%(said)s” is no time like 2026-01-12 08:30.") % {"said": said[code][:40]})
                )
                del said[code]
            else:
                said[code] = moment
    if "indoor_temp_c" in said:
        said["indoor_temp_c"] = re.sub(r"\s*(?:℃|°C|度)$", "", said["indoor_temp_c"]).replace(",", ".")
    checked: dict[str, Any] = {}
    try:
        checked = _SHAPE.run_validation(said)
        allowed_time(checked.get("reported_at"), may_backdate=may_backdate, now=now)
    except InvalidInput as refused:
        errors.append(_error(refused.field, refused.message))
    except ValidationError as refused:
        detail: Any = refused.detail
        told = {error["column"] for error in errors}
        errors += [_error(code, _first(reasons)) for code, reasons in detail.items() if code not in told]
    return Checked({} if errors else said, errors)


def _moment(text: str) -> str | None:
    """A time as people write it, where the utility is; ISO 8601 with an offset stays as it is."""
    if match := _MOMENT.match(text.strip()):
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        try:
            local = datetime(year, month, day, hour, minute, second, tzinfo=timezone.get_default_timezone())
        except ValueError:
            return None
        return local.isoformat()
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _error(code: str, message: str) -> dict[str, str]:
    return {"column": code, "message": message}


def _first(reasons: Any) -> str:
    while isinstance(reasons, dict | list) and reasons:
        reasons = next(iter(reasons.values())) if isinstance(reasons, dict) else reasons[0]
    return str(reasons)
