"""The call-back queue and the caller at hand (回访)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.journal.actor import Actor
from heating_ops.journal.queries import heads
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput, Refusal
from heating_ops.journal.replay import epoch
from hotline.answers import BAD_INPUT, REFUSED, go_to, show_again
from hotline.telephony.models import HOTLINE_BOARD
from hotline.telephony.pages import may_answer
from incidents.models import Incident
from workorders.catalogue import Status

from . import commands, queries
from .forms import CallBackForm
from .models import CallBack, Said
from .rates import NAMES
from .rules import ATTEMPTS, RESOLVED, RESPONSE, SATISFIED, all_rules

_PAGE: Final = "hotline/call_backs.html"
_FEW: Final = 20
_TARGETS: Final = {"response": RESPONSE, "resolved": RESOLVED, "satisfied": SATISFIED}


@dataclass(frozen=True, slots=True)
class Row:
    """One caller of the list."""

    one: CallBack
    priority: str
    critical: str
    flagged: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Callers under one heading: an incident, all others, or those who are called later."""

    rows: list[Row]
    incident: Incident | None
    later: bool
    total: int
    """All that wait under it, on whatever page."""


@permits(Action.CALL_BACK)
def call_backs(request: HttpRequest) -> HttpResponse:
    """The queue, and the caller at hand: the one asked for, else the first."""
    user, now = signed_in(request), timezone.now()
    chosen = _number(request.POST.get("call_back") or request.GET.get("call_back", ""))
    if request.method != "POST" or chosen is None:
        return render(request, _PAGE, _page(request, chosen, now=now))
    one = queries.one_of(user, chosen, now=now)
    if one is None:
        raise Http404
    form = CallBackForm(request.POST, has_number=bool(one.call.caller_phone), auto_id="call-back-%s")
    if form.is_valid():
        try:
            said = _record(request, chosen, form)
        except InvalidInput as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except Refusal as refused:
            form.add_error(None, refused.message)
            return show_again(request, _PAGE, _page(request, chosen, form=form, now=now), status=REFUSED)
        else:
            messages.success(request, said)
            return go_to(request, reverse("hotline:call_backs"))
    return show_again(request, _PAGE, _page(request, chosen, form=form, now=now), status=BAD_INPUT)


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else None


def _record(request: HttpRequest, pk: int, form: CallBackForm) -> str:
    """Say how the call went, once; answers with the sentence of what became of it."""
    actor = Actor.user(signed_in(request))

    def do() -> None:
        commands.result(call_back_id=pk, actor=actor, now=timezone.now(), **form.as_result())

    once(form.cleaned_data["request_id"], actor=actor, do=do, subject_type="call_back")
    one = CallBack.objects.select_related("work_order").get(pk=pk)
    if one.is_open and one.next_try_at:
        again = timezone.localtime(one.next_try_at).strftime("%m-%d %H:%M")
        return _("Nobody answered. The caller stays on the list; next try %(time)s.") % {"time": again}
    return _became(one) % {"number": one.work_order.number if one.work_order else ""}


def _became(one: CallBack) -> str:
    """What a settled call-back did to the order."""
    order = one.work_order
    if one.outcome == Said.SOLVED:
        return _("Solved: %(number)s is closed.") if order and order.status == Status.CLOSED else _("Solved.")
    if one.outcome != Said.NOT_SOLVED:
        return _("Settled: the caller is off the list.")
    if order is None:
        return _("Not solved. Nobody goes out for this: file what the caller asks for as a new call.")
    if order.status == Status.TRIAGED:
        return _("Not solved: %(number)s is open again and back with dispatch.")
    return _("Not solved: it is written into %(number)s, which is being worked on.")


def _page(
    request: HttpRequest, chosen: int | None, *, form: CallBackForm | None = None, now: datetime
) -> dict[str, Any]:
    user, rules = signed_in(request), all_rules()
    # The cursor is read first: what happens while the page is made is then told again, never missed.
    feed = {"boards": {HOTLINE_BOARD: 0} | heads([HOTLINE_BOARD])}
    offset = min(_number(request.GET.get("offset", "")) or 0, 1_000_000)
    found = queries.queue(user, now=now, offset=offset, limit=queries.PAGE + 1)
    rows, more = found[: queries.PAGE], len(found) > queries.PAGE
    one = _at_hand(user, rows, chosen, _number(request.GET.get("order", "")), now=now)
    counts = queries.counts(user, now=now, attempts=rules[ATTEMPTS])
    return {
        "feed": feed | {"epoch": epoch()},
        "groups": _groups(user, rows, later=counts.later, attempts=rules[ATTEMPTS], now=now),
        "counts": counts,
        "rates": _rates(queries.rates_today(user, now=now), rules),
        "pages": _pages(offset, more),
        "rings": queries.rings_owed().select_related("called_by")[:_FEW] if counts.rings else [],
        "has_strip": may_answer(user),
        "orders": queries.without_caller(user).select_related("building")[:_FEW] if counts.without_caller else [],
        "one": _row(one, user, rules[ATTEMPTS]) if one else None,
        "gone": chosen is not None and one is None,
        "form": form or (_empty_form(one) if one and one.is_open else None),
        "may_give_up": may(user, Action.CALL_GIVE_UP),
        "request_id": uuid4(),
        "now": now,
    } | (queries.at_hand(one) if one else {})


def _empty_form(one: CallBack) -> CallBackForm:
    return CallBackForm(has_number=bool(one.call.caller_phone), auto_id="call-back-%s")


def _at_hand(
    user: User, rows: Sequence[CallBack], chosen: int | None, order: int | None, *, now: datetime
) -> CallBack | None:
    """Whom to show: who was asked for, the caller of the order asked for, else one's own, else the first one free."""
    if chosen is not None:
        return next((one for one in rows if one.pk == chosen), None) or queries.one_of(user, chosen, now=now)
    if order is not None:
        return queries.of_order(user, order, now=now)
    mine = next((one for one in rows if one.claimed_by_id == user.pk), None)
    return mine or next((one for one in rows if one.claimed_by_id is None), None)


def _row(one: CallBack, user: User, attempts: int) -> Row:
    return Row(
        one=one,
        priority=queries.priority_of(one),
        critical=queries.criticality_of(one),
        flagged=one.is_open and one.attempts >= attempts,
        mine=one.claimed_by_id == user.pk,
    )


def _groups(user: User, rows: Sequence[CallBack], *, later: int, attempts: int, now: datetime) -> list[Group]:
    """The page's rows under their headings; each heading counts the whole queue, not the page."""
    incidents = {one.incident_id for one in rows if one.incident_id is not None and not _later(one)}
    counted = queries.counts_by_incident(user, sorted(incidents), now=now) if incidents else {}
    of_incidents = {pk: count["total"] - count["later"] for pk, count in counted.items()}
    groups: list[Group] = []
    for one in rows:
        key = (None if _later(one) else one.incident_id, _later(one))
        last = groups[-1] if groups else None
        if last is None or key != (last.incident.pk if last.incident else None, last.later):
            incident = None if _later(one) else one.incident
            total = later if _later(one) else of_incidents.get(one.incident_id or 0, 0)
            last = Group([], incident, _later(one), total)
            groups.append(last)
        last.rows.append(_row(one, user, attempts))
    return groups


def _later(one: CallBack) -> bool:
    return bool(getattr(one, "later", 0))


def _pages(offset: int, more: bool) -> dict[str, str]:
    """Links to the page before and the next one, where there is one."""
    before = max(offset - queries.PAGE, 0)
    return {
        "before": "?" + urlencode({"offset": before}) if offset else "",
        "after": "?" + urlencode({"offset": offset + queries.PAGE}) if more else "",
    }


def _rates(counted: Mapping[str, Mapping[str, Any]], rules: Mapping[str, int]) -> list[dict[str, Any]]:
    """The three rates of today's city line tickets, with what they are made of, and of all calls beside them."""
    words = {"response": _("Response rate"), "resolved": _("Resolved rate"), "satisfied": _("Satisfied rate")}
    return [
        {
            "name": words[name],
            "city": counted["city_line"][name],
            "every": counted["all"][name],
            "target": rules[_TARGETS[name]],
            "met": counted["city_line"][name]["percent"] is None
            or counted["city_line"][name]["percent"] >= rules[_TARGETS[name]],
        }
        for name in NAMES
    ]
