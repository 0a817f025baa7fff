"""The pages of reports."""

from django.urls import path

from . import pages

app_name = "reports"
urlpatterns = [path("daily/", pages.daily, name="daily")]
