"""Addresses of the triage rules, below ``/api/rules/triage/``."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.TriageVersions.as_view(), name="api-triage-rules"),
    path("<str:version>/", api.TriageVersion.as_view(), name="api-triage-version"),
    path("<str:version>/dry-run/", api.TriageDryRun.as_view(), name="api-triage-dry-run"),
    path("<str:version>/activation/", api.TriageActivationNoun.as_view(), name="api-triage-activation"),
]
