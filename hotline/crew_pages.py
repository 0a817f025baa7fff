"""The crew's pages, on a phone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits


@permits(Action.CREW_VIEW)
def orders(request: HttpRequest) -> HttpResponse:
    """A page."""
    return render(request, "base.html")


@permits(Action.CREW_VIEW)
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """A page."""
    return render(request, "base.html")
