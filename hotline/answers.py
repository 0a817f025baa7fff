"""How a page answers a form: somewhere to go, or the page again with what was wrong.

The browser sends forms by ``fetch`` (``static/js/pages/sturdy_forms.js``), so that a lost
answer can be asked for again; without scripts the same addresses answer as any form does.
"""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from heating_ops.journal.refusal import Refusal

REFUSED = 409
BAD_INPUT = 400


def go_to(request: HttpRequest, address: str) -> HttpResponse:
    """The form was taken: say where to go next."""
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"location": address})
    return redirect(address)


def show_again(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int, refused: Refusal | None = None
) -> HttpResponse:
    """The form was not taken: the whole page with every value kept and the reasons beside the fields.

    The outbox (``static/js/outbox/``) sends forms that are on no page any more and asks for JSON: the reason
    in words, and the page besides for the case that the form is still there.
    """
    if request.headers.get("Accept") == "application/json":
        page = render_to_string(template, context, request)
        code, particulars = (refused.code, refused.particulars) if refused else ("invalid", {})
        told = {"code": code, "message": _reasons(context["form"]), "page": page, **particulars}
        return JsonResponse(told, status=status)
    return render(request, template, context, status=status)


def _reasons(form: Form) -> str:
    """Every reason once, each with the name of its field."""
    lines = []
    for name, reasons in form.errors.items():
        label = f"{form[name].label}: " if name in form.fields else ""
        lines += [f"{label}{reason}" for reason in reasons]
    return " ".join(dict.fromkeys(lines))
