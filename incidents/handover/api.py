"""Hand-overs over the API: list, write, one, sign; watch items."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.api_moves import Move
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Answer, once

from . import commands, queries
from . import serializers as shapes
from .refusals import NoSuchHandover

_LISTED = 100


def _told(answer: Answer) -> dict[str, Any]:
    return {"id": int(answer.subject.partition(":")[2]), "kind": answer.kind, **answer.data}


def _once(
    request: Request,
    shape: type[serializers.Serializer[dict[str, Any]]],
    *,
    subject_type: str,
    do: Callable[[dict[str, Any], User], object],
) -> Response:
    sent = shape(data=request.data)
    sent.is_valid(raise_exception=True)
    said, user = dict(sent.validated_data), signed_in(request)
    answer = once(
        said.get("request_id"),
        actor=Actor.user(user),
        do=lambda: do(said, user),
        digest=digest_of(request),
        subject_type=subject_type,
    )
    return Response(_told(answer), status=status.HTTP_200_OK if answer.repeated else status.HTTP_201_CREATED)


def _check_branch(user: User, branch_id: int | None) -> None:
    if not queries.reaches(user, branch_id, Action.HANDOVER_WRITE):
        raise NoSuchHandover


class HandoverList(APIView):
    """Hand-overs, and the writing of one."""

    actions: ClassVar[dict[str, Action]] = {"GET": Action.HANDOVER_VIEW, "POST": Action.HANDOVER_WRITE}

    @extend_schema(operation_id="handovers_list", parameters=[OpenApiParameter("branch", int)], responses={200: dict})
    def get(self, request: Request) -> Response:
        """The newest first, without what they hold."""
        query = shapes.HandoverQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        notes = queries.visible_to(signed_in(request)).order_by("-written_at")
        if "branch" in query.validated_data:
            notes = notes.filter(branch_id=query.validated_data["branch"])
        return Response({"results": [queries.note_card(note) for note in notes[:_LISTED]]})

    @extend_schema(operation_id="handovers_create", request=shapes.HandoverShape, responses={201: dict})
    def post(self, request: Request) -> Response:
        """Hand over what is open now; the same `request_id` again is answered the same."""

        def do(said: dict[str, Any], user: User) -> None:
            _check_branch(user, said.get("branch"))
            commands.write_note(
                branch_id=said.get("branch"),
                remarks=said.get("remarks", ""),
                actor=Actor.user(user),
                now=timezone.now(),
            )

        return _once(request, shapes.HandoverShape, subject_type="handover", do=do)


class HandoverDetail(APIView):
    """One hand-over."""

    action = Action.HANDOVER_VIEW

    @extend_schema(operation_id="handovers_retrieve", responses={200: dict})
    def get(self, request: Request, pk: int) -> Response:
        """The note, and what was open when it was written."""
        note = queries.visible_to(signed_in(request)).filter(pk=pk).first()
        if note is None:
            raise NoSuchHandover
        return Response(queries.note_card(note) | {"snapshot": note.snapshot, "remarks": note.remarks})


class _HandoverMove(Move):
    """A move answered with what happened, by ids."""

    action: ClassVar[Action] = Action.HANDOVER_WRITE
    shape = shapes.SignatureShape

    def told(self, answer: Answer) -> Any:
        """The event; a hand-over has no card."""
        return _told(answer)


@extend_schema(request=shapes.SignatureShape, responses={200: dict})
class HandoverSignature(_HandoverMove):
    """Take over."""

    subject_type = "handover"

    def check_reach(self, user: User, pk: int) -> None:
        """Notes of the branches in reach."""
        if not queries.visible_to(user, self.action).filter(pk=pk).exists():
            raise NoSuchHandover

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Sign."""
        commands.sign_note(note_id=pk, actor=Actor.user(user), now=timezone.now())


class WatchItemList(APIView):
    """Lines to keep an eye on."""

    actions: ClassVar[dict[str, Action]] = {"GET": Action.HANDOVER_VIEW, "POST": Action.HANDOVER_WRITE}

    @extend_schema(operation_id="watch_items_list", responses={200: dict})
    def get(self, request: Request) -> Response:
        """Those that were not struck off, oldest first."""
        items = queries.items_of(signed_in(request)).filter(struck_at__isnull=True).order_by("pk")
        return Response({"results": [queries.item_card(item) for item in items[:_LISTED]]})

    @extend_schema(operation_id="watch_items_create", request=shapes.WatchItemShape, responses={201: dict})
    def post(self, request: Request) -> Response:
        """Add one; the same `request_id` again is answered the same."""

        def do(said: dict[str, Any], user: User) -> None:
            _check_branch(user, said.get("branch"))
            commands.add_watch_item(
                branch_id=said.get("branch"),
                text=said["text"],
                added_by_id=user.pk,
                actor=Actor.user(user),
                now=timezone.now(),
            )

        return _once(request, shapes.WatchItemShape, subject_type="watch_item", do=do)


@extend_schema(request=shapes.SignatureShape, responses={200: dict})
class WatchItemStriking(_HandoverMove):
    """Strike a line off."""

    subject_type = "watch_item"

    def check_reach(self, user: User, pk: int) -> None:
        """Lines of the branches in reach."""
        if not queries.items_of(user, self.action).filter(pk=pk).exists():
            raise NoSuchHandover

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Nobody need look any more."""
        commands.strike_watch_item(item_id=pk, actor=Actor.user(user), now=timezone.now())
