"""One noun per move over the API: what moves on incidents, planned stops and the roster share."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Answer, once


class Move(APIView, ABC):
    """A move on something of ours: parse, one command, answer with the card."""

    action: ClassVar[Action]
    shape: ClassVar[type[serializers.Serializer[dict[str, Any]]]]
    subject_type: ClassVar[str]
    """How the journal names what is moved."""

    @abstractmethod
    def check_reach(self, user: User, pk: int) -> None:
        """Refuse what lies outside the reach of the user's right, as if it were not there."""

    @abstractmethod
    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Run the command."""

    def post(self, request: Request, pk: int) -> Response:
        """Make the move; the same `request_id` again is answered the same."""
        shape = self.shape(data=request.data)
        shape.is_valid(raise_exception=True)
        user, said = signed_in(request), dict(shape.validated_data)

        def do() -> None:
            self.check_reach(user, pk)
            self.make(said, pk, user)

        answer = once(
            said.get("request_id"),
            actor=Actor.user(user),
            do=do,
            digest=digest_of(request),
            subject_type=self.subject_type,
        )
        return Response(self.told(answer))

    def told(self, answer: Answer) -> Any:
        """What the sender is told, now and at every repeat: the card."""
        return answer.card
