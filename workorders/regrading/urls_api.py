"""The API's addresses of what the weather would lower."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.RegradingList.as_view(), name="regrading-list"),
    path("<int:pk>/acceptance/", api.RegradingAccepted.as_view(), name="regrading-acceptance"),
    path("<int:pk>/leaving/", api.RegradingLeft.as_view(), name="regrading-leaving"),
]
