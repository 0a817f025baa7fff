"""JSON in and out of the API."""

from decimal import Decimal
from typing import IO, Any

import orjson
from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers, renderers


class JSONRenderer(renderers.BaseRenderer):
    """Renders with orjson; datetimes as ISO 8601 with offset."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Encode an answer; ``None`` is an empty body."""
        return b"" if data is None else orjson.dumps(data, default=_plain, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS)


def _plain(value: object) -> object:
    """Lazy translations and Decimals, which orjson does not know."""
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
