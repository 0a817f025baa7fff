"""Boards over HTTP: the snapshot, and the events after a cursor. The same rows the socket sends."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.boards import followable
from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api_fields import NumberField
from heating_ops.journal import queries
from heating_ops.journal.refusal import Refusal
from heating_ops.journal.replay import epoch, snapshot

_PAGE = 1000


class NoSuchBoard(Refusal):
    """The board is unknown, or lies outside what the person may follow."""

    code = "no_such_board"
    sentence = _("There is no such board, or it is not one you may follow.")
    status = 404


class _After(serializers.Serializer[dict[str, int]]):
    after = NumberField(default=0, min_value=0, max_value=2**63 - 1)


def _checked(request: Request, slug: str) -> str:
    if slug not in followable(signed_in(request), [slug]):
        raise NoSuchBoard
    return slug


class BoardSnapshot(APIView):
    """A board as it is now."""

    action = Action.BOARD_VIEW

    @extend_schema(responses={200: dict})
    def get(self, request: Request, slug: str) -> Response:
        """Every open card, and the number of the last event they contain."""
        seen = snapshot([_checked(request, slug)])
        return Response({"epoch": seen.epoch, "board": slug, "seq": seen.heads[slug], "cards": seen.cards})


class BoardEvents(APIView):
    """What happened on a board after a cursor."""

    action = Action.BOARD_VIEW

    @extend_schema(parameters=[OpenApiParameter("after", int)], responses={200: dict})
    def get(self, request: Request, slug: str) -> Response:
        """Up to a thousand events in order; `more` says to ask again from the last one."""
        asked = _After(data=request.query_params)
        asked.is_valid(raise_exception=True)
        _checked(request, slug)
        name = epoch()
        frames = queries.frames_after({slug: asked.validated_data["after"]}, epoch=name, limit=_PAGE)
        head = queries.heads([slug]).get(slug, 0)
        last = frames[-1]["seq"] if frames else asked.validated_data["after"]
        return Response({"epoch": name, "board": slug, "seq": head, "events": frames, "more": last < head})
