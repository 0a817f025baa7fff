"""What is done to a duty, a pattern, leave or a swap over the API: one noun per move."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
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

from . import leaves, reach, shapes, swaps
from .api import done, told
from .commands import end_pattern, replace_on_duty, take_off_duty
from .drawing import extend_roster


class RosterExtension(APIView):
    """Draw the roster further, now."""

    action = Action.ROSTER_EDIT

    @extend_schema(request=shapes.RosterActShape, responses={200: dict})
    def post(self, request: Request) -> Response:
        """Draw every pattern as far as the rule says; what is drawn stays as it is."""
        shape = shapes.RosterActShape(data=request.data)
        shape.is_valid(raise_exception=True)
        actor = Actor.user(signed_in(request))
        answer = once(
            shape.validated_data.get("request_id"),
            actor=actor,
            do=lambda: extend_roster(actor=actor, now=timezone.now()),
            digest=digest_of(request),
        )
        return done(answer, made=False)


class _RosterMove(Move):
    """A move on something of the roster, answered with what happened by ids."""

    action: ClassVar[Action] = Action.ROSTER_EDIT

    def told(self, answer: Answer) -> Any:
        """The event; the roster has no cards."""
        return told(answer)


class _DutyMove(_RosterMove):
    subject_type = "duty"

    def check_reach(self, user: User, pk: int) -> None:
        """Duties of the branches one leads."""
        reach.check_duty(user, pk)


@extend_schema(request=shapes.DutyReplacementShape, responses={200: dict})
class DutyReplacement(_DutyMove):
    """Somebody else instead."""

    shape = shapes.DutyReplacementShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """From now on, if it has begun."""
        replace_on_duty(
            duty_id=pk,
            user_id=said["user"],
            reason=said.get("reason", ""),
            actor=Actor.user(user),
            now=timezone.now(),
        )


@extend_schema(request=shapes.RosterReasonShape, responses={200: dict})
class DutyCancellation(_DutyMove):
    """Nobody instead."""

    shape = shapes.RosterReasonShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Leave a gap, with the reason."""
        take_off_duty(duty_id=pk, reason=said["reason"], actor=Actor.user(user), now=timezone.now())


@extend_schema(request=shapes.PatternEndShape, responses={200: dict})
class PatternEnd(_RosterMove):
    """Give a pattern a last day."""

    subject_type = "pattern"
    shape = shapes.PatternEndShape

    def check_reach(self, user: User, pk: int) -> None:
        """Patterns of the branches one leads."""
        reach.check_pattern(user, pk)

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Take off what it drew beyond."""
        end_pattern(
            pattern_id=pk,
            last_day=said["last_day"],
            reason=said.get("reason", ""),
            actor=Actor.user(user),
            now=timezone.now(),
        )


class _Plain(_RosterMove):
    """A move whose command takes the id alone, or a reason besides."""

    own: ClassVar[bool] = False
    id_name: ClassVar[str]
    run: ClassVar[Callable[..., object]]
    shape: ClassVar[type[shapes.Shape]] = shapes.RosterActShape

    def make(self, said: dict[str, Any], pk: int, user: User) -> None:
        """Run the command."""
        why = {"reason": said["reason"]} if "reason" in said else {}
        type(self).run(**{self.id_name: pk}, **why, actor=Actor.user(user), now=timezone.now())


class _LeaveMove(_Plain):
    subject_type = "leave"
    id_name = "leave_id"

    def check_reach(self, user: User, pk: int) -> None:
        """Leave of people one leads; one's own where that may be."""
        reach.check_leave(user, pk, own=self.own)


class _SwapMove(_Plain):
    subject_type = "swap"
    id_name = "swap_id"

    def check_reach(self, user: User, pk: int) -> None:
        """Swaps of posts one leads, or of one's own."""
        reach.check_swap(user, pk, own=self.own)


@extend_schema(request=shapes.RosterActShape, responses={200: dict})
class LeaveGrant(_LeaveMove):
    """Let a person be away."""

    run = staticmethod(leaves.grant_leave)


@extend_schema(request=shapes.RosterReasonShape, responses={200: dict})
class LeaveRefusal(_LeaveMove):
    """Say that a person is needed."""

    shape = shapes.RosterReasonShape
    run = staticmethod(leaves.refuse_leave)


@extend_schema(request=shapes.RosterActShape, responses={200: dict})
class LeaveWithdrawal(_LeaveMove):
    """Be there after all, or back sooner."""

    action = Action.ROSTER_SWAP
    own = True
    run = staticmethod(leaves.withdraw_leave)


@extend_schema(request=shapes.RosterActShape, responses={200: dict})
class SwapAcceptance(_SwapMove):
    """Say yes to who asked."""

    action = Action.ROSTER_SWAP
    own = True
    run = staticmethod(swaps.accept_swap)


@extend_schema(request=shapes.RosterActShape, responses={200: dict})
class SwapDeclining(_SwapMove):
    """Say no to who asked."""

    action = Action.ROSTER_SWAP
    own = True
    run = staticmethod(swaps.decline_swap)


@extend_schema(request=shapes.RosterActShape, responses={200: dict})
class SwapWithdrawal(_SwapMove):
    """Need it no more."""

    action = Action.ROSTER_SWAP
    own = True
    run = staticmethod(swaps.withdraw_swap)


@extend_schema(request=shapes.RosterActShape, responses={200: dict})
class SwapApproval(_SwapMove):
    """Let the two swap."""

    run = staticmethod(swaps.approve_swap)


@extend_schema(request=shapes.RosterReasonShape, responses={200: dict})
class SwapRefusal(_SwapMove):
    """Not let the two swap."""

    shape = shapes.RosterReasonShape
    run = staticmethod(swaps.refuse_swap)
