"""The manager's pages."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter
from heating_ops.access.web import permits, signed_in
from heating_ops.days import EARLIEST, LATEST
from heating_ops.network.models import Branch

from . import chart, figures, three_rates
from .asked import Asked, DayQuery, asked_by
from .csv_file import branch_columns, csv_of
from .daily import STAGES

_DAY = timedelta(days=1)


@permits(Action.REPORT_VIEW)
def daily(request: HttpRequest) -> HttpResponse:
    """One day, counted; what cannot be shown falls back to today and all branches, and says so."""
    user = signed_in(request)
    asked, wrong = _asked(request, user)
    now = timezone.now()
    report = asked.report(now=now)
    orders = report["work_orders"]
    today, day = timezone.localdate(), asked.day.date
    context = {
        "report": report,
        "asked": asked,
        "branches": _branches(user),
        "scope": _scope_words(user, asked),
        "wrong": wrong,
        "printed_at": now,
        "today": today,
        "previous": day - _DAY if day > EARLIEST else None,
        "next": day + _DAY if day < min(today, LATEST) else None,
        "not_begun": day > today,
        "earliest": EARLIEST,
        "rates": figures.rates(report),
        "service_rates": three_rates.lines(report),
        "breakdowns": figures.breakdowns(report),
        "stages": [figures.stage_word(stage) for stage in STAGES],
        "stage_rows": figures.stage_table(report),
        "open_orders": sum(orders[stage] for stage in ("waiting", "in_the_field", "suspended", "to_call_back")),
        "suppliers": figures.supplier_rows(report),
        "branch_columns": branch_columns(),
        "branch_rows": _branch_rows(report),
        "bars": chart.bars(report["by_hour"]),
        "grid": chart.grid(report["by_hour"]),
        "plot": chart.PLOT,
        "plot_end": chart.ABOVE + chart.PLOT,
        "busiest": max(report["by_hour"], key=lambda hour: hour["calls"]),
    }
    return render(request, "reports/daily.html", context)


@permits(Action.REPORT_VIEW)
def daily_csv(request: HttpRequest) -> HttpResponse:
    """The same day as a file; bad input is told and no file made."""
    user = signed_in(request)
    query = DayQuery(data=request.GET, user=user)
    if not query.is_valid():
        words = " ".join(str(error) for errors in query.errors.values() for error in errors)
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    asked = asked_by(user, query.validated_data)
    name = f"daily-{asked.day.date.isoformat()}" + (f"-branch-{asked.branch}" if asked.branch else "")
    answer = HttpResponse(csv_of(asked.report(now=timezone.now())), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _asked(request: HttpRequest, user: User) -> tuple[Asked, list[str]]:
    """What is asked for; and, for what cannot be shown, why not."""
    given = {name: value for name, value in request.GET.items() if value}
    query = DayQuery(data=given, user=user)
    if query.is_valid():
        return asked_by(user, query.validated_data), []
    wrong = [str(error) for errors in query.errors.values() for error in errors]
    rest = DayQuery(data={name: value for name, value in given.items() if name not in query.errors}, user=user)
    rest.is_valid(raise_exception=True)
    return asked_by(user, rest.validated_data), wrong


def _branches(user: User) -> list[Branch]:
    """The branches the reader may choose among; none to choose when there is only one."""
    scope = branch_filter(user, Action.REPORT_VIEW)
    branches = list(Branch.objects.all() if scope is None else Branch.objects.filter(pk__in=scope))
    return branches if len(branches) > 1 else []


def _scope_words(user: User, asked: Asked) -> str:
    if asked.branch_ids is None:
        return _("Whole group")
    return ", ".join(Branch.objects.filter(pk__in=asked.branch_ids).values_list("name", flat=True))


def _branch_rows(report: dict[str, Any]) -> list[dict[str, Any]]:
    """The table by branch; its last row is the sum, which the test holds equal to the whole."""
    codes = [code for code, _word in branch_columns()]
    rows = [
        {"branch": row["branch"], "name": row["name"] or _("No branch"), "cells": [row[code] for code in codes]}
        for row in report["by_branch"]
    ]
    sums = [sum(row[code] for row in report["by_branch"]) for code in codes]
    return [*rows, {"branch": None, "name": _("Sum"), "cells": sums}]
