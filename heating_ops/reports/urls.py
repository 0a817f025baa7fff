"""The pages of reports."""

from django.urls import path

from . import pages

app_name = "reports"
urlpatterns = [
    path("daily/", pages.daily, name="daily"),
    path("daily.csv", pages.daily_csv, name="daily-csv"),
]
