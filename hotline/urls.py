"""The operator's pages."""

from django.urls import path

from . import pages

app_name = "hotline"
urlpatterns = [
    path("", pages.queue, name="queue"),
    path("calls/new/", pages.new_call, name="new_call"),
    path("calls/<int:pk>/", pages.call, name="call"),
    path("call-backs/", pages.call_backs, name="call_backs"),
]
