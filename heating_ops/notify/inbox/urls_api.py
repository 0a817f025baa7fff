"""The API's addresses of the inbox."""

from django.urls import path

from ..ways import api as ways
from . import api

urlpatterns = [
    path("", api.InboxList.as_view(), name="inbox-list"),
    path("badge/", api.InboxBadge.as_view(), name="inbox-badge"),
    path("readings/", api.InboxReading.as_view(), name="inbox-readings"),
    path("<int:pk>/", api.NoticeOne.as_view(), name="inbox-notice"),
    path("<int:pk>/reading/", api.NoticeReading.as_view(), name="inbox-reading"),
    path("ways/", ways.WayList.as_view(), name="inbox-ways"),
    path("ways/<slug:slug>/address/", ways.WayAddress.as_view(), name="inbox-way-address"),
    path("ways/<slug:slug>/sign-out/", ways.WaySignOut.as_view(), name="inbox-way-sign-out"),
    path("ways/<slug:slug>/sign-in/", ways.WaySignIn.as_view(), name="inbox-way-sign-in"),
    path("ways/<slug:slug>/tests/", ways.WayTest.as_view(), name="inbox-way-tests"),
]
