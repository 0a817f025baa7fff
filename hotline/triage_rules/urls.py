"""Pages of the triage rules, below ``/rules/triage/``."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.triage_versions, name="triage-rules"),
    path("<str:version>/", pages.triage_version, name="triage-version"),
    path("<str:version>/rules/new/", pages.triage_rule, name="triage-rule-new"),
    path("<str:version>/rules/<int:place>/", pages.triage_rule, name="triage-rule"),
]
