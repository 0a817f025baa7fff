"""The API's addresses of calls and places."""

from django.urls import path

from . import api

urlpatterns = [
    path("calls/", api.CallIntake.as_view(), name="call-intake"),
    path("places/", api.PlaceSearch.as_view(), name="place-search"),
]
