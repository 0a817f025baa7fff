"""How a page answers a form: somewhere to go, or the page again with what was wrong.

The browser sends forms by ``fetch`` (``static/js/pages/sturdy_forms.js``), so that a lost
answer can be asked for again; without scripts the same addresses answer as any form does.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

REFUSED = 409
BAD_INPUT = 400


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """The form was taken: say where to go next."""
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"location": address})
    return redirect(address)


def show_again(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """The form was not taken: the whole page with every value kept and the reasons beside the fields."""
    return render(request, template, context, status=status)
