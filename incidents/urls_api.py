"""The API's addresses of incidents."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.IncidentList.as_view(), name="incident-list"),
    path("<int:pk>/", api.IncidentDetail.as_view(), name="incident-detail"),
    path("<int:pk>/phase/", api.PhaseMove.as_view(), name="incident-phase"),
    path("<int:pk>/level/", api.LevelMove.as_view(), name="incident-level"),
    path("<int:pk>/reach/", api.ReachMove.as_view(), name="incident-reach"),
    path("<int:pk>/next-update/", api.NextUpdate.as_view(), name="incident-next-update"),
    path("<int:pk>/command/", api.CommandMove.as_view(), name="incident-command"),
    path("<int:pk>/release/", api.Releasing.as_view(), name="incident-release"),
    path("<int:pk>/work-orders/", api.Gathering.as_view(), name="incident-work-orders"),
    path("<int:pk>/log/", api.LogLine.as_view(), name="incident-log"),
]
