"""The pages of the hand-over."""

from django.urls import path

from . import pages

app_name = "handover"
urlpatterns = [
    path("", pages.now, name="now"),
    path("<int:pk>/", pages.detail, name="detail"),
]
