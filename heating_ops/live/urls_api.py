"""The API's addresses of boards."""

from django.urls import path

from . import api

urlpatterns = [
    path("<slug:slug>/", api.BoardSnapshot.as_view(), name="board-snapshot"),
    path("<slug:slug>/events/", api.BoardEvents.as_view(), name="board-events"),
]
