"""JSON in and out of the API."""

from collections.abc import Iterable
from decimal import Decimal
from typing import IO, Any

import orjson
from django.utils.translation import gettext as _
from rest_framework import exceptions, negotiation, parsers, renderers
from rest_framework.renderers import BaseRenderer as Renderer
from rest_framework.request import Request

# The longest body any address takes has a few texts of 2,000 characters.
_LONGEST_BODY = 1_000_000


class JSONRenderer(renderers.BaseRenderer):
    """Renders with orjson; datetimes as ISO 8601 with offset."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Encode an answer; ``None`` is an empty body."""
        if data is None:
            return b""
        return orjson.dumps(data, default=_plain, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS)


def _plain(value: object) -> object:
    """Lazy translations and Decimals, which orjson does not know."""
    if isinstance(value, Decimal):
        return float(value)
    return str(value)


class Negotiation(negotiation.DefaultContentNegotiation):
    """A view that answers in one form answers in it whatever is asked for; there is nothing to choose."""

    def select_renderer(
        self, request: Request, renderers: Iterable[Renderer], format_suffix: str | None = None
    ) -> tuple[Renderer, str]:
        """Choose as usual where there is a choice: the documentation is JSON, YAML or a page."""
        there = list(renderers)
        if len(there) == 1:
            return there[0], str(there[0].media_type)
        chosen: tuple[Renderer, str] = super().select_renderer(request, there, format_suffix)
        return chosen


class JSONParser(parsers.BaseParser):
    """Parses JSON objects; anything else is a 400 in words."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        """Decode the body.

        :raises ParseError: too long, not JSON, or not an object
        """
        raw = stream.read(_LONGEST_BODY + 1)
        if len(raw) > _LONGEST_BODY:
            raise exceptions.ParseError(_("The body is too long."))
        try:
            data = orjson.loads(raw) if raw else {}
        except ValueError as error:
            raise exceptions.ParseError(_("The body is not valid JSON: %(why)s") % {"why": error}) from error
        if not isinstance(data, dict):
            raise exceptions.ParseError(_("The body must be a JSON object."))
        return data
