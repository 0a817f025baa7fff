"""The API's addresses of unfinished calls."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.DraftList.as_view(), name="drafts"),
    path("<uuid:key>/", api.Draft.as_view(), name="draft"),
]
