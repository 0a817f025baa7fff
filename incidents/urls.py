"""The pages of incidents."""

from django.urls import path

from . import declaring_page, pages
from .planned_stops import pages as stop_pages

app_name = "incidents"
urlpatterns = [
    path("", pages.index, name="list"),
    path("new/", declaring_page.declare, name="declare"),
    path("new/reach/", declaring_page.reach, name="reach"),
    path("planned-stops/", stop_pages.index, name="planned_stops"),
    path("planned-stops/new/", stop_pages.plan, name="plan_stop"),
    path("planned-stops/new/reach/", stop_pages.reach, name="plan_stop_reach"),
    path("planned-stops/<int:pk>/", stop_pages.detail, name="planned_stop"),
    path("<int:pk>/", pages.detail, name="detail"),
]
