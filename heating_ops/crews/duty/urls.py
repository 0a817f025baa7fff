"""The pages of the duty roster."""

from django.urls import path

from . import lists, pages

app_name = "roster"
urlpatterns = [
    path("", pages.now, name="now"),
    path("week/", pages.week, name="week"),
    path("gaps/", lists.gaps, name="gaps"),
    path("mine/", lists.mine, name="mine"),
    path("requests/", lists.requests, name="requests"),
    path("patterns/", lists.patterns, name="patterns"),
]
