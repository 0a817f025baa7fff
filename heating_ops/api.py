"""What all API views share: JSON in and out, and one place for every error answer."""

from typing import IO, Any
from uuid import UUID

import orjson
from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers, renderers, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from heating_ops.journal.refusal import InvalidInput, Refusal


class JSONRenderer(renderers.BaseRenderer):
    """Renders with orjson; datetimes as ISO 8601 with offset."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Encode an answer; ``None`` is an empty body."""
        return b"" if data is None else orjson.dumps(data, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def _plain(value: object) -> object:
    """Lazy translations and Decimals, which orjson does not know."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return float(value)
    return str(value)


class JSONParser(parsers.BaseParser):
    """Parses JSON objects; anything else is a 400 in words."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """Decode the body.

        :raises ParseError: not JSON, not an object, or a text that PostgreSQL cannot store
        """
        raw = stream.read()
        try:
            data = orjson.loads(raw) if raw else {}
        except ValueError as error:
            raise exceptions.ParseError(_("The body is not valid JSON: %(why)s") % {"why": error}) from error
        if not isinstance(data, dict):
            raise exceptions.ParseError(_("The body must be a JSON object."))
        if b"\\u0000" in raw:
            raise exceptions.ParseError(_("The body holds a NUL character, which no text can contain."))
        return data


def answer_exception(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn every expected exception into ``{"code", "message"}``, bad input also into ``fields``."""
    if isinstance(exc, InvalidInput):
        return Response(
            {"code": exc.code, "message": exc.message, "fields": {exc.field: [exc.message]}}, status=exc.status
        )
    if isinstance(exc, Refusal):
        return Response({"code": exc.code, "message": exc.message, **_plain_particulars(exc)}, status=exc.status)
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


def request_id_of(data: dict[str, Any], *, required: bool = False) -> UUID | None:
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


