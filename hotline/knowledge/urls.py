"""The pages of what the desk knows; inside the hotline's own addresses."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.articles, name="articles"),
    path("new/", pages.new_article, name="new_article"),
    path("<int:pk>/", pages.article, name="article"),
    path("<int:pk>/edit/", pages.edit_article, name="edit_article"),
    path("<int:pk>/publish/", pages.publish_article, name="publish_article"),
]
