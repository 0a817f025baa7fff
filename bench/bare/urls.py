"""One address."""

from django.urls import path

from bench.bare.views import take_call

urlpatterns = [path("api/calls/", take_call)]
