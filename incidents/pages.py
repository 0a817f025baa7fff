"""The pages of incidents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits


@permits(Action.INCIDENT_VIEW)
def index(request: HttpRequest) -> HttpResponse:
    """A page."""
    return render(request, "base.html")


@permits(Action.ORDER_PROMOTE)
def declare(request: HttpRequest) -> HttpResponse:
    """A page."""
    return render(request, "base.html")


@permits(Action.INCIDENT_VIEW)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A page."""
    return render(request, "base.html")
