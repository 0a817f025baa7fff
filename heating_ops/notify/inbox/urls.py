"""The inbox's pages."""

from django.urls import path

from ..ways.pages import ways
from . import pages

app_name = "inbox"
urlpatterns = [
    path("", pages.inbox, name="list"),
    path("ways/", ways, name="ways"),
    path("<int:pk>/", pages.notice, name="notice"),
]
