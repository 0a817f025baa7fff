"""The style guide and the theme switch."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from heating_ops.ui.context import THEME_COOKIE, THEMES
from heating_ops.ui.samples import sample_context

A_YEAR = 365 * 24 * 60 * 60


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state, in both themes and both languages."""
    return render(request, "styleguide/index.html", sample_context())


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie, so that the server draws the right one and nothing flashes."""
    theme = request.POST.get("theme", "")
    back = request.POST.get("next") or "/"
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if theme in THEMES:
        answer.set_cookie(THEME_COOKIE, theme, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    return answer
