"""Addresses of the shared look; included at the root."""

from django.urls import path
from django.views.i18n import set_language

from heating_ops.ui import views

urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("theme/", views.set_theme, name="set-theme"),
    path("language/", set_language, name="set_language"),
]
