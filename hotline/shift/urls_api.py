"""The API's addresses of the shift."""

from django.urls import path

from . import api

urlpatterns = [
    path("", api.ShiftLine.as_view(), name="shift-line"),
    path("operators/", api.ShiftOperators.as_view(), name="shift-operators"),
    path("seat/sign-on/", api.SeatSignOn.as_view(), name="shift-sign-on"),
    path("seat/break/", api.SeatBreak.as_view(), name="shift-break"),
    path("seat/return/", api.SeatReturn.as_view(), name="shift-return"),
    path("seat/sign-off/", api.SeatSignOff.as_view(), name="shift-sign-off"),
]
