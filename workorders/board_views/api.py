"""Saved views of the board over the API."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.models import Role
from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in

from . import commands, queries
from .models import LONGEST_NAME, BoardView


class BoardViewAsked(serializers.Serializer[dict[str, Any]]):
    """A view to save."""

    name = serializers.CharField(max_length=LONGEST_NAME)
    query = serializers.CharField(max_length=2000, help_text="The filters as they stand in the board's address.")
    shared_with = serializers.ChoiceField(
        choices=Role.choices, required=False, allow_blank=True, default="", help_text="The role that sees it too."
    )

    def validate_name(self, value: str) -> str:
        """Refuse letters that the screen does not show."""
        if not value.isprintable():
            raise serializers.ValidationError(_("A name is one line of plain letters."))
        return value


class BoardViewShape(serializers.Serializer[dict[str, Any]]):
    """A saved view."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    query = serializers.CharField()
    shared_with = serializers.CharField(help_text="A role, or empty.")
    own = serializers.BooleanField()
    owner = serializers.CharField(help_text="Who saved it.")


class BoardViewListShape(serializers.Serializer[dict[str, Any]]):
    """The views a person sees."""

    results = BoardViewShape(many=True)


def shown(view: BoardView, user_id: int) -> dict[str, Any]:
    """A view as the API and the page give it."""
    return {
        "id": view.pk,
        "name": view.name,
        "query": view.query,
        "shared_with": view.shared_with,
        "own": view.owner_id == user_id,
        "owner": str(view.owner),
    }


class BoardViewList(APIView):
    """Saved views: the person's own, and those shared with the person's role."""

    action = Action.BOARD_VIEW

    @extend_schema(operation_id="board_views_list", responses=BoardViewListShape)
    def get(self, request: Request) -> Response:
        """By name."""
        user = signed_in(request)
        return Response({"results": [shown(view, user.pk) for view in queries.views_for(user)]})

    @extend_schema(operation_id="board_views_save", request=BoardViewAsked, responses={201: BoardViewShape})
    def post(self, request: Request) -> Response:
        """Save a view; one's own view of the same name is replaced."""
        shape = BoardViewAsked(data=request.data)
        shape.is_valid(raise_exception=True)
        user = signed_in(request)
        view = commands.save(owner=user, now=timezone.now(), **shape.validated_data)
        return Response(shown(view, user.pk), status=201)


class SavedBoardView(APIView):
    """One saved view."""

    action = Action.BOARD_VIEW

    @extend_schema(operation_id="board_views_forget", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Forget a view of one's own."""
        commands.forget(owner=signed_in(request), view_id=pk)
        return Response(status=204)
