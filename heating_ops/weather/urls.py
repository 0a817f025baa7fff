"""The weather's pages."""

from django.urls import path

from . import file_page, pages

app_name = "weather"
urlpatterns = [
    path("", pages.weather, name="now"),
    path("file/", file_page.weather_file, name="file"),
]
