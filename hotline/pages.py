"""The operator's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heating_ops.access.permissions import Action
from heating_ops.access.web import permits


@permits(Action.CALL_LOG)
def queue(request: HttpRequest) -> HttpResponse:
    """A page."""
    return render(request, "base.html")


@permits(Action.CALL_LOG)
def new_call(request: HttpRequest) -> HttpResponse:
    """A page."""
    return render(request, "base.html")


@permits(Action.CALL_VIEW)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """A page."""
    return render(request, "base.html")


@permits(Action.CALL_BACK)
def call_backs(request: HttpRequest) -> HttpResponse:
    """A page."""
    return render(request, "base.html")


@permits(Action.ORDER_VIEW)
def work_order(request: HttpRequest, pk: int) -> HttpResponse:
    """A page."""
    return render(request, "base.html")
