"""Addresses of the clocks' numbers, below ``/api/rules/clocks/``."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.ClockProfiles.as_view(), name="api-clock-rules"),
    path("dry-run/", api.ClockDryRun.as_view(), name="api-clock-dry-run"),
    path("switch/", api.ClockSwitch.as_view(), name="api-clock-switch"),
    path("application/", api.ClockApplication.as_view(), name="api-clock-application"),
    path("<int:pk>/", api.ClockRuleEdit.as_view(), name="api-clock-rule"),
]
