"""The pages of incidents."""

from django.urls import path

from . import declaring_page, pages

app_name = "incidents"
urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", declaring_page.declare, name="declare"),
    path("new/reach/", declaring_page.reach, name="reach"),
    path("<int:pk>/", pages.detail, name="detail"),
]
