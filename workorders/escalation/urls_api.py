"""The API's addresses of what went upward."""

from django.urls import path

from . import api

urlpatterns = [
    path("escalations/", api.Escalations.as_view(), name="escalation-list"),
    path(
        "community-alarms/<int:pk>/acknowledgement/",
        api.AlarmAcknowledgement.as_view(),
        name="community-alarm-acknowledgement",
    ),
]
