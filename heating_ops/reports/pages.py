"""The manager's pages."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from heating_ops.access.permissions import Action, branch_filter
from heating_ops.access.web import permits, signed_in

from .api import DayQuery
from .daily import Day, daily_report


@permits(Action.REPORT_VIEW)
def daily(request: HttpRequest) -> HttpResponse:
    """One day, counted; a date that is none shows today and says so."""
    asked = DayQuery(data=request.GET)
    valid = asked.is_valid()
    chosen = (asked.validated_data.get("date") if valid else None) or timezone.localdate()
    report = daily_report(Day.of(chosen), branch_ids=branch_filter(signed_in(request), Action.REPORT_VIEW))
    context = {
        "report": report,
        "date": chosen,
        "previous": chosen - timedelta(days=1),
        "next": chosen + timedelta(days=1),
        "date_error": None if valid else asked.errors["date"][0],
    }
    return render(request, "reports/daily.html", context)
