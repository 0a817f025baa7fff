"""The pages of incidents."""

from django.urls import path

from . import pages

app_name = "incidents"
urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", pages.declare, name="declare"),
    path("<int:pk>/", pages.detail, name="detail"),
]
