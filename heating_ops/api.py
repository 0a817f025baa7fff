"""What all API views share: one place for every error answer."""

import hashlib
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from heating_ops.journal.refusal import Busy, DatabaseAway, InvalidInput, Refusal, database_away, waited_too_long

# Seconds: a database that restarts is back within a few, and a sender that asks each second does no harm.
RETRY_AFTER = "1"


def answer_exception(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn every expected exception into ``{"code", "message"}``, bad input also into ``fields``."""
    if isinstance(exc, InvalidInput):
        return Response(
            {"code": exc.code, "message": exc.message, "fields": {exc.field: [exc.message]}}, status=exc.status
        )
    if waited_too_long(exc):
        exc = Busy()
    if database_away(exc):
        exc = DatabaseAway()
    if isinstance(exc, Refusal):
        later = {"Retry-After": RETRY_AFTER} if exc.status == status.HTTP_503_SERVICE_UNAVAILABLE else {}
        told = {"code": exc.code, "message": exc.message, **_plain_particulars(exc)}
        return Response(told, status=exc.status, headers=later)
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, exceptions.ValidationError):
        fields = response.data if isinstance(response.data, dict) else {"": response.data}
        message = "; ".join(f"{name}: {_first(reasons)}" for name, reasons in fields.items())
        response.data = {"code": "invalid", "message": message, "fields": fields}
    elif isinstance(response.data, dict) and "detail" in response.data:
        detail = response.data["detail"]
        response.data = {"code": getattr(detail, "code", "error"), "message": str(detail)}
    if response.status_code == status.HTTP_403_FORBIDDEN and isinstance(exc, exceptions.NotAuthenticated):
        response.status_code = status.HTTP_401_UNAUTHORIZED
    return response


def _plain_particulars(exc: Refusal) -> dict[str, Any]:
    plain = {name: value for name, value in exc.particulars.items() if isinstance(value, str | int | float | bool)}
    return {"particulars": plain} if plain else {}


def _first(reasons: Any) -> str:
    """The first sentence of DRF's nested error structure."""
    while isinstance(reasons, dict | list) and reasons:
        reasons = next(iter(reasons.values())) if isinstance(reasons, dict) else reasons[0]
    return str(reasons)


def digest_of(request: Request) -> str:
    """Name what a request asks for, whatever its ``request_id``: two bodies that say the same have the same digest."""
    said: Any = request.data
    asked = {name: value for name, value in said.items() if name != "request_id"}
    body = orjson.dumps([request.method, request.path, asked], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(body).hexdigest()


def request_id_of(data: Any, *, required: bool = False) -> UUID | None:
    """Read ``request_id`` from a body.

    :raises InvalidInput: missing although required, or not a UUID
    """
    raw = data.get("request_id")
    if raw in (None, "") and not required:
        return None
    try:
        return UUID(str(raw))
    except ValueError as error:
        raise InvalidInput("request_id", _("request_id must be a UUID, chosen new for each action.")) from error
