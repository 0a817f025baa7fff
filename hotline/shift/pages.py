"""The pages of the shift: its line as a fragment, the rings behind a count, and the supervisor's page with its file."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may
from heating_ops.access.web import permits, signed_in
from heating_ops.csv_text import csv_bytes
from heating_ops.days import EARLIEST
from heating_ops.journal.queries import heads
from heating_ops.journal.replay import epoch
from hotline.queries import start_of_day
from hotline.suppliers.queries import not_ours, rows_of
from hotline.telephony.models import HOTLINE_BOARD
from hotline.telephony.pages import may_answer

from . import chart, commands, figures
from . import operators as people
from . import rings as lists
from .asked import Asked, ShiftQuery, asked_by
from .csv_file import operator_lines
from .line import in_time, line_of
from .models import BreakReason
from .targets import promises

MISSED_SHOWN: Final = 50


@permits(Action.SEAT_TAKE)
def shift_line(request: HttpRequest) -> HttpResponse:
    """The line's inside, as a fragment. Who asks for it is there: that is how a browser is heard of."""
    user, now = signed_in(request), timezone.now()
    commands.seen(user, now=now)
    # The cursor is read first: what happens while the line is made is then told again, never missed.
    feed = {"epoch": epoch(), "seq": heads([HOTLINE_BOARD]).get(HOTLINE_BOARD, 0), "board": HOTLINE_BOARD}
    context = {"line": line_of(user, now=now), "feed": None if may_answer(user) else feed, "reasons": BreakReason}
    return render(request, "hotline/shift/line.html", context)


@permits(Action.RING_ANSWER)
def shift_rings(request: HttpRequest) -> HttpResponse:
    """Today's rings of one kind; what is asked for and does not exist falls back to all."""
    user, now = signed_in(request), timezone.now()
    said = request.GET.get("show", "")
    show = lists.Show(said) if said in lists.Show.values else lists.Show.ALL
    page = request.GET.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0
    wanted = promises()
    query = ShiftQuery(data={name: value for name, value in request.GET.items() if value})
    asked = asked_by(query.validated_data) if query.is_valid() else asked_by({})
    stretch = (asked.begins, min(asked.ends, now)) if "date" in request.GET else (start_of_day(now), now)
    found = lists.rings(show, user=user, since=stretch[0], until=stretch[1], wanted=wanted)
    rows = lists.page_of(found, show, number)
    context = {
        "rows": rows[: lists.PAGE],
        "total": found.count(),
        "show": show,
        "tabs": [
            {"label": one.label, "url": f"?show={one.value}{_stretch(request)}", "active": one == show, "count": ""}
            for one in lists.Show
        ],
        "wanted": wanted,
        "stretch": _stretch(request),
        "day": timezone.localtime(stretch[0]),
        "before": number - 1 if number else None,
        "after": number + 1 if len(rows) > lists.PAGE else None,
    }
    return render(request, "hotline/shift/rings.html", context)


def _stretch(request: HttpRequest) -> str:
    """The day and hours that were asked for, to be asked for again."""
    kept = request.GET.copy()
    for name in ("show", "page"):
        kept.pop(name, None)
    return f"&{kept.urlencode()}" if kept else ""


@permits(Action.SHIFT_VIEW)
def shift(request: HttpRequest) -> HttpResponse:
    """The shift of everybody; what cannot be shown falls back to today, and says so."""
    user = signed_in(request)
    given = {name: value for name, value in request.GET.items() if value}
    query = ShiftQuery(data=given)
    wrong: list[str] = []
    if query.is_valid():
        asked = asked_by(query.validated_data)
    else:
        wrong = [str(error) for errors in query.errors.values() for error in errors]
        asked = asked_by({})
    return render(request, "hotline/shift/shift.html", _page(user, asked) | {"wrong": wrong})


@permits(Action.SHIFT_VIEW)
def shift_csv(request: HttpRequest) -> HttpResponse:
    """The operators of the same stretch as a file; bad input is told and no file made."""
    query = ShiftQuery(data=request.GET)
    if not query.is_valid():
        words = " ".join(str(error) for errors in query.errors.values() for error in errors)
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    asked, wanted, now = asked_by(query.validated_data), promises(), timezone.now()
    found = people.operators(asked.begins, asked.ends, now=now, wanted=wanted)
    nobodys = figures.rings_by_holder(asked.begins, asked.ends, wanted).get(None, figures.Handled())
    answer = HttpResponse(csv_bytes(operator_lines(found, nobodys, wanted)), content_type="text/csv; charset=utf-8")
    name = f"shift-{asked.day.date.isoformat()}-{asked.first:02d}-{asked.last:02d}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _page(user: User, asked: Asked) -> dict[str, Any]:
    now, wanted = timezone.now(), promises()
    # Read first, so that what happens meanwhile is told again.
    feed = {"epoch": epoch(), "boards": {HOTLINE_BOARD: 0} | heads([HOTLINE_BOARD])}
    is_today = asked.day.date == timezone.localdate(now)
    found = people.operators(asked.begins, asked.ends, now=now, wanted=wanted)
    rung = figures.rings_by_holder(asked.begins, asked.ends, wanted)
    desk = figures.together(rung.values())
    by_hour = people.hours(asked.begins, asked.ends, asked.hours)
    kind = lists.Show.ABANDONED
    missed = lists.rings(kind, user=user, since=asked.begins, until=asked.ends, wanted=wanted)
    query = f"?date={asked.day.date.isoformat()}&since={asked.first}&until={asked.last}"
    return {
        "asked": asked,
        "suppliers": rows_of(not_ours(asked.begins, asked.ends)),
        "today": timezone.localdate(now),
        "earliest": EARLIEST,
        "is_today": is_today,
        "feed": feed if is_today and may(user, Action.RING_ANSWER) else None,
        "operators": found,
        "states": {state: sum(one.state == state for one in found) for state in ("on", "break", "silent")},
        "desk": desk,
        "shares": in_time(desk, wanted),
        "wanted": wanted,
        "queue": figures.queue_now(),
        "ringing": list(figures.ringing()[:5]),
        "bars": chart.bars(by_hour),
        "grid": chart.grid(by_hour),
        "plot_end": chart.BELOW,
        "busiest": max(by_hour, key=lambda one: one.offered, default=None),
        "missed": list(missed.select_related("called_by").order_by("-rang_at", "-pk")[:MISSED_SHOWN]),
        "may_answer": may(user, Action.RING_ANSWER),
        "hour_choices": range(25),
        "query": query,
        "rings_url": reverse("hotline:shift_rings"),
        "printed_at": now,
        "nobody": _("nobody"),
    }
