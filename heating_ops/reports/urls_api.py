"""The API's addresses of reports."""

from django.urls import path

from . import api

urlpatterns = [path("daily/", api.DailyReport.as_view(), name="report-daily")]
