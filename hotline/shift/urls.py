"""The pages of the shift; inside the hotline's own addresses."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.shift, name="shift"),
    path("csv/", pages.shift_csv, name="shift_csv"),
    path("line/", pages.shift_line, name="shift_line"),
    path("rings/", pages.shift_rings, name="shift_rings"),
]
