"""What every request passes: whole bodies, a strict content policy, refusals in words."""

import re
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from heating_ops.away import answer_away
from heating_ops.journal.refusal import Refusal, database_away

GetResponse = Callable[[HttpRequest], HttpResponse]
# Django itself refuses longer bodies that it would have to keep in memory.
_READ_AT_MOST: Final = 2_500_000
# A host with or without a port; nothing that could add to the policy.
_HOST: Final = re.compile(r"(?:\{s\}\.)?[A-Za-z0-9.-]+(?::\d+)?")


class WholeBodyMiddleware:
    """Refuse a request whose body was cut off on the way.

    The WSGI bridge hands on a torn body as if it were complete; only the length
    the sender promised tells.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400 to a torn body, else go on."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        promised = int(said) if said.isascii() and said.isdigit() else 0
        if 0 < promised <= _READ_AT_MOST and len(request.body) < promised:
            words = _("The request arrived incomplete. Send it again.")
            return JsonResponse({"code": "body_cut_off", "message": words}, status=HTTPStatus.BAD_REQUEST)
        return self.get_response(request)


class ContentSecurityPolicyMiddleware:
    """Nothing loads from another host, and no inline script runs without its nonce."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the templates a nonce and the answer its policy."""
        nonce = secrets.token_urlsafe(12)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        scripts = "'self' 'unsafe-inline'" if request.path.startswith("/api/docs") else f"'self' 'nonce-{nonce}'"
        response.setdefault(
            "Content-Security-Policy",
            f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
            f"img-src 'self' data: blob:{_tiles()}; "
            "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
            "form-action 'self'",
        )
        return response


def _tiles() -> str:
    """The host map tiles may come from, when the utility named one; its subdomains where the address has ``{s}``."""
    found = urlsplit(settings.MAP_TILES_URL)
    if found.scheme not in ("http", "https") or not _HOST.fullmatch(found.netloc):
        return ""
    return f" {found.scheme}://{found.netloc.replace('{s}', '*')}"


class RefusalMiddleware:
    """A command refused on a page becomes a message there; the API has its own answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; refusals come by ``process_exception``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Send the person back to where they pressed, with the sentence.

        A page that cannot be read is not sent back to: it would refuse for ever. While the
        database is away there is nothing to send back to either: the answer is 503.
        """
        if database_away(exception):
            return answer_away(request)
        if not isinstance(exception, Refusal):
            return None
        if exception.status == HTTPStatus.NOT_FOUND:
            return page_not_found(request, exception)
        messages.error(request, exception.message)
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect("/")
        return HttpResponseRedirect(_own_address(request, request.POST.get("next"), request.META.get("HTTP_REFERER")))


def _own_address(request: HttpRequest, *wished: str | None) -> str:
    """The first of the addresses that is ours; nobody is sent to another host by a link somebody made."""
    for address in wished:
        if address and url_has_allowed_host_and_scheme(
            address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            return address
    return "/"
