"""Call-backs over the API: the queue, and what operators do with it."""

from dataclasses import asdict
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from hotline.queries import visible_to

from . import commands, queries
from . import serializers as shapes
from .refusals import NoSuchCall, NoSuchCallBack
from .rules import ATTEMPTS, rule


class CallBackList(APIView):
    """The queue."""

    action = Action.CALL_BACK

    @extend_schema(parameters=[shapes.QueueQuery], responses=shapes.QueueShape)
    def get(self, request: Request) -> Response:
        """Callers who are owed a call, in the page's order: now before later, by incident, the critical first."""
        asked = shapes.QueueQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        user, now, attempts = signed_in(request), timezone.now(), rule(ATTEMPTS)
        offset, limit = asked.validated_data["offset"], asked.validated_data["limit"]
        rows = queries.queue(user, now=now, offset=offset, limit=limit + 1)
        return Response(
            {
                "counts": asdict(queries.counts(user, now=now, attempts=attempts)),
                "rates": queries.rates_today(user, now=now),
                "results": [shapes.shown(one, attempts=attempts) for one in rows[:limit]],
                "next": offset + limit if len(rows) > limit else None,
            }
        )


class Act(APIView):
    """An act on a call-back: parse, one command, answer with the call-back as it is then."""

    action: ClassVar[Action] = Action.CALL_BACK
    shape: ClassVar[type[serializers.Serializer[Any]]] = shapes.PlainShape

    def act(self, pk: int, user: User, said: dict[str, Any]) -> object:
        """Run the command."""
        raise NotImplementedError

    def post(self, request: Request, pk: int) -> Response:
        """Act. The same `request_id` again is answered the same."""
        shape = self.shape(data=request.data)
        shape.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(shape.validated_data)
        request_id, user = said.pop("request_id", None), signed_in(request)
        if not queries.in_reach(user, self.action).filter(pk=pk).exists():
            raise NoSuchCallBack

        def do() -> None:
            self.act(pk, user, said)

        once(request_id, actor=Actor.user(user), do=do, digest=digest_of(request), subject_type="call_back")
        one = queries.one_of(user, pk, now=timezone.now())
        if one is None:
            raise NoSuchCallBack
        return Response(shapes.shown(one, attempts=rule(ATTEMPTS)))


@extend_schema(request=shapes.ClaimShape, responses=shapes.OwedCallShape)
class Claim(Act):
    """Take a caller in hand; the one in this hand before is put back. Who comes second is told who was first (409)."""

    shape = shapes.ClaimShape

    def act(self, pk: int, user: User, said: dict[str, Any]) -> object:
        """Run the command."""
        return commands.claim(call_back_id=pk, user=user, now=timezone.now(), **said)


@extend_schema(request=shapes.PlainShape, responses=shapes.OwedCallShape)
class Release(Act):
    """Put a caller back onto the list without having called."""

    def act(self, pk: int, user: User, said: dict[str, Any]) -> object:
        """Run the command."""
        return commands.release(call_back_id=pk, user=user, now=timezone.now())


@extend_schema(request=shapes.ResultShape, responses=shapes.OwedCallShape)
class Outcome(Act):
    """Say how a call went: solved closes the order, not solved makes it work again, no answer is tried again."""

    shape = shapes.ResultShape

    def act(self, pk: int, user: User, said: dict[str, Any]) -> object:
        """Run the command."""
        return commands.result(call_back_id=pk, actor=Actor.user(user), now=timezone.now(), **said)


@extend_schema(request=shapes.GiveUpShape, responses=shapes.OwedCallShape)
class GivingUp(Act):
    """Decide that a caller who never answered is not called any more; after as many tries as the rule asks."""

    action = Action.CALL_GIVE_UP
    shape = shapes.GiveUpShape

    def act(self, pk: int, user: User, said: dict[str, Any]) -> object:
        """Run the command."""
        return commands.give_up(call_back_id=pk, actor=Actor.user(user), now=timezone.now(), **said)


class Promise(APIView):
    """A call that is promised."""

    action = Action.CALL_BACK
    shape = shapes.PromiseShape

    @extend_schema(request=shapes.PromiseShape, responses={201: shapes.OwedCallShape, 200: shapes.OwedCallShape})
    def post(self, request: Request, pk: int) -> Response:
        """Promise the caller a call at a time. 201 the first time; the same `request_id` again is 200."""
        shape = self.shape(data=request.data)
        shape.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(shape.validated_data)
        request_id, user = said.pop("request_id", None), signed_in(request)
        if not visible_to(user).filter(pk=pk).exists():
            raise NoSuchCall

        def do() -> None:
            commands.promise(call_id=pk, actor=Actor.user(user), now=timezone.now(), **said)

        answer = once(request_id, actor=Actor.user(user), do=do, digest=digest_of(request), subject_type="call_back")
        one = queries.one_of(user, int(answer.subject.partition(":")[2]), now=timezone.now())
        if one is None:
            raise NoSuchCall
        code = status.HTTP_200_OK if answer.repeated else status.HTTP_201_CREATED
        return Response(shapes.shown(one, attempts=rule(ATTEMPTS)), status=code)
