"""How often somebody has called: of the number, and about the flat, within the stretches the desk's standards say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heating_ops.prepared import Prepared
from hotline.models import Call, CallBack
from hotline.telephony.models import DeskStandard
from hotline.telephony.standards import REPEAT_CALL, REPEAT_SEASON, REPEAT_WEEK, SHIPPED

from .models import CallerKnown
from .numbers import spellings_of
from .words import nth_in_words

_CALL, _STANDARD, _KNOWN = (model._meta.db_table for model in (Call, DeskStandard, CallerKnown))


def _seconds(code: str) -> str:
    """The standard in force; a row that was deleted counts as shipped."""
    return f"coalesce((SELECT seconds FROM {_STANDARD} WHERE code = '{code}'), {int(SHIPPED[code][0])})"  # noqa: S608


_COUNTS: Final = f"""
WITH stretch AS (
    SELECT {_seconds(REPEAT_CALL)} AS near, {_seconds(REPEAT_WEEK)} AS week, {_seconds(REPEAT_SEASON)} AS season
), asked AS (
    SELECT $1::text[] AS phones, $2::bigint AS building, upper($3::text) AS flat, $4::timestamptz AS at
), since AS (
    SELECT at - make_interval(secs => near) AS near, at - make_interval(secs => week) AS week,
        at - make_interval(secs => greatest(season, week, near)) AS season, at
    FROM stretch, asked
), of_phone AS (
    SELECT count(*) FILTER (WHERE reported_at > s.near) AS near, count(*) FILTER (WHERE reported_at > s.week) AS week,
        count(*) AS season, max(c.id) AS last
    FROM {_CALL} c, since s, asked a
    WHERE c.caller_phone = ANY(a.phones) AND c.reported_at > s.season AND c.reported_at <= s.at
), of_flat AS (
    SELECT count(*) FILTER (WHERE reported_at > s.near) AS near, count(*) FILTER (WHERE reported_at > s.week) AS week,
        count(*) AS season, max(c.id) AS last
    FROM {_CALL} c, since s, asked a
    WHERE a.flat <> '' AND c.building_id = a.building AND upper(c.flat) = a.flat
        AND c.reported_at > s.season AND c.reported_at <= s.at
)"""  # noqa: S608 - names of our own tables and numbers of our own
_VALUES: Final = "st.near, p.near, p.week, p.season, f.near, f.week, f.season"
_TYPES: Final = ("text[]", "bigint", "text", "timestamptz")
_READ: Final = Prepared(
    f"{_COUNTS} SELECT {_VALUES}, p.last, f.last FROM stretch st, of_phone p, of_flat f",  # noqa: S608
    *_TYPES,
)
# The call itself is in its counts: one alone is nothing to keep, unless somebody was chosen.
_KEEP: Final = Prepared(
    f"""{_COUNTS}
INSERT INTO {_KNOWN} (call_id, household_id, window_seconds, of_phone, of_phone_week, of_phone_season,
    of_flat, of_flat_week, of_flat_season)
SELECT $5::bigint, $6::bigint, {_VALUES} FROM stretch st, of_phone p, of_flat f
WHERE $6 IS NOT NULL OR p.season > 1 OR f.season > 1""",  # noqa: S608
    *(*_TYPES, "bigint", "bigint"),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Calls within the time that counts as repeated, within a week, and this season."""

    near: int
    week: int
    season: int


@dataclass(frozen=True, slots=True)
class Before:
    """What was before this call. A number that is withheld or short, and a place without a flat, count nothing."""

    window_seconds: int
    phone: Counts
    flat: Counts
    last: Call | None
    last_said: str
    """What the last caller said when called back; empty when nobody has been."""

    @property
    def nth(self) -> int:
        """Which call this one is within the time that counts as repeated: 1 is the first."""
        return max(self.phone.near, self.flat.near) + 1

    @property
    def window_hours(self) -> int:
        """That time in whole hours."""
        return max(round(self.window_seconds / 3600), 1)

    @property
    def in_words(self) -> str:
        """Which call this one is, as people say it."""
        return nth_in_words(self.nth, self.window_hours)

    @property
    def last_in_words(self) -> str:
        """What became of the last call, in one line; empty when there was none."""
        return _became(self.last, self.last_said) if self.last else ""

    @property
    def any(self) -> bool:
        """Whether somebody called before at all."""
        return bool(self.phone.season or self.flat.season)


def before(*, phone: str, building_id: int | None, flat: str, now: datetime) -> Before:
    """Count the earlier calls of a number and about a flat, and read the last of them with what became of it."""
    row = _READ.row(spellings_of(phone), building_id, flat.strip(), now)
    if row is None:
        raise LookupError("counts always answer one row")
    window, *counts, last_of_phone, last_of_flat = row
    last_id = max(last_of_phone or 0, last_of_flat or 0)
    last = Call.objects.select_related("work_order", "incident").filter(pk=last_id).first() if last_id else None
    said = CallBack.objects.filter(call_id=last_id).exclude(outcome="").order_by("-pk").first() if last else None
    return Before(
        window_seconds=window,
        phone=Counts(*counts[:3]),
        flat=Counts(*counts[3:]),
        last=last,
        last_said=str(said.get_outcome_display()) if said else "",
    )


def keep(call: Call, *, household_id: int | None) -> None:
    """Keep with a filed call who its caller was taken to be and how often they had called. Inside a command."""
    phones, where = spellings_of(call.caller_phone), (call.building_id, call.flat.strip())
    if household_id is None and not phones and not all(where):
        return
    _KEEP.rows(phones, *where, call.reported_at, call.pk, household_id)


def _became(last: Call, said: str) -> str:
    parts: list[str] = []
    if last.work_order is not None:
        since = date_format(timezone.localtime(last.work_order.stage_at), "m-d H:i")
        parts += [last.work_order.number, f"{last.work_order.get_status_display()} {since}"]
    elif last.incident is not None:
        parts += [last.incident.number, str(last.incident.get_phase_display())]
    else:
        parts.append(str(last.get_outcome_display()))
    if said:
        parts.append(_("call-back: %(said)s") % {"said": said})
    return " · ".join(parts)
