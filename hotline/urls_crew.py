"""The crew's pages, on a phone."""

from django.urls import path

from . import crew_pages

app_name = "crew"
urlpatterns = [
    path("", crew_pages.orders, name="orders"),
    path("orders/<int:pk>/", crew_pages.order, name="order"),
]
