"""Unfinished calls over the API: each person reads and writes their own."""

from typing import Any, ClassVar, Final
from uuid import UUID

import orjson
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api_fields import IdField, NumberField

from . import commands, queries
from .models import LARGEST_BYTES, CallDraft, DraftState

_LARGEST_VERSION: Final = 2**31 - 2


class _Words(serializers.CharField):
    """Words as they were typed, spaces and all."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_blank=True, trim_whitespace=False, **options)


class _Pair(serializers.ListField):
    """A field's name, and what it holds."""

    child = _Words()

    def __init__(self, **options: Any) -> None:
        super().__init__(min_length=2, max_length=2, **options)


class ContentShape(serializers.Serializer[dict[str, Any]]):
    """What was typed: the form's fields, and the ring it was opened for."""

    pairs = serializers.ListField(child=_Pair(), max_length=200)
    ring = IdField(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Keep the whole within bounds."""
        if len(orjson.dumps(attrs)) > LARGEST_BYTES:
            raise serializers.ValidationError(_("This is more than a call form holds."))
        return attrs


class KeepShape(serializers.Serializer[dict[str, Any]]):
    """An unfinished call to keep. ``version`` is the one it was typed on, 0 for a new one."""

    content = ContentShape()
    version = NumberField(min_value=0, max_value=_LARGEST_VERSION)
    parked = serializers.BooleanField(default=False)


class DraftShape(serializers.ModelSerializer[CallDraft]):
    """An unfinished call; ``done`` ones say nothing any more."""

    content = ContentShape()
    state = serializers.ChoiceField(choices=DraftState.choices)

    class Meta:
        model = CallDraft
        fields: ClassVar = ["key", "state", "version", "content", "began_at", "updated_at", "parked_at"]
        read_only_fields: ClassVar = fields


class DraftListShape(serializers.Serializer[dict[str, Any]]):
    """All of a person's unfinished calls."""

    results = DraftShape(many=True)


def _shown(draft: CallDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in DraftShape.Meta.fields}


class DraftList(APIView):
    """The signed-in person's unfinished calls."""

    action = Action.CALL_LOG

    @extend_schema(operation_id="drafts_list", responses=DraftListShape)
    def get(self, request: Request) -> Response:
        """The oldest first; parked ones among them."""
        return Response({"results": [_shown(draft) for draft in queries.unfinished(signed_in(request))]})


class Draft(APIView):
    """One unfinished call of the signed-in person; another person's is answered as if there were none."""

    action = Action.CALL_LOG

    @extend_schema(responses=DraftShape)
    def get(self, request: Request, key: UUID) -> Response:
        """What was typed; `state` is `done` once it was filed or discarded."""
        return Response(_shown(queries.own(signed_in(request), key)))

    @extend_schema(request=KeepShape, responses=DraftShape)
    def put(self, request: Request, key: UUID) -> Response:
        """Keep what was typed.

        409 `draft_changed` when another window kept something since, `draft_done` when it was filed or
        discarded: keep it under a new key then, so that both are there.
        """
        shape = KeepShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(shape.validated_data)
        return Response(_shown(commands.keep(user=signed_in(request), key=key, now=timezone.now(), **said)))

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, key: UUID) -> Response:
        """Let it go; the words are gone at once."""
        commands.settle(user=signed_in(request), key=key, now=timezone.now())
        return Response(status=204)
