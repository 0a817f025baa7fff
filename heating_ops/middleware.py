"""What every request passes: whole bodies, a strict content policy, refusals in words."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from heating_ops.journal.refusal import Refusal

GetResponse = Callable[[HttpRequest], HttpResponse]


class WholeBodyMiddleware:
    """Refuse a request whose body was cut off on the way.

    The WSGI bridge hands on a torn body as if it were complete; only the length
    the sender promised tells.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        promised = request.META.get("CONTENT_LENGTH") or "0"
        if promised.isdigit() and int(promised) > 0 and int(promised) <= 3_000_000 and len(request.body) < int(promised):
            return JsonResponse({"code": "body_cut_off", "message": _("The request arrived incomplete. Send it again.")}, status=400)
        return self.get_response(request)


class ContentSecurityPolicyMiddleware:
    """Nothing loads from another host, and no inline script runs without its nonce."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        import secrets

        nonce = secrets.token_urlsafe(12)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        scripts = "'self' 'unsafe-inline'" if request.path.startswith("/api/docs") else f"'self' 'nonce-{nonce}'"
        response.setdefault(
            "Content-Security-Policy",
            f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            "connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        )
        return response


class RefusalMiddleware:
    """A command refused on a page becomes a message there; the API has its own answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Send the person back to where they pressed, with the sentence."""
        if not isinstance(exception, Refusal):
            return None
        messages.error(request, exception.message)
        return HttpResponseRedirect(request.POST.get("next") or request.META.get("HTTP_REFERER") or "/")
