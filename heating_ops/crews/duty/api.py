"""The roster over the API, to read: who is on duty, the duties of a week, gaps, patterns, leave and swaps; to begin."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.days import EARLIEST, LATEST, Day
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import Answer, once
from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.models import Branch

from ..hours import Hours
from . import cards, reach, shapes
from .commands import begin_pattern, put_on_duty
from .leaves import ask_leave
from .models import Leave, Pattern, Post, Swap
from .phones import set_phone
from .presence import duties_in, gaps_ahead, gaps_in, scope
from .swaps import ask_swap

_WEEK = timedelta(days=7)
_LISTED = 200
_ROSTER_OF = [OpenApiParameter("branch", int, description="A branch's id; the group's if not said.")]


def done(answer: Answer, *, made: bool = True) -> Response:
    """What an act is answered: what happened, the id of what it happened to, and the particulars."""
    code = status.HTTP_201_CREATED if made and not answer.repeated else status.HTTP_200_OK
    return Response(told(answer), status=code)


def told(answer: Answer) -> dict[str, Any]:
    """The event that an act left, by ids."""
    ident = answer.subject.partition(":")[2]
    return {"id": int(ident) if ident.isdigit() else None, "kind": answer.kind, **answer.data}


def act(request: Request, said: dict[str, Any], user: User, do: Callable[[], object]) -> Response:
    """Run a command once for its request id."""
    return done(once(said.get("request_id"), actor=Actor.user(user), do=do, digest=digest_of(request)))


class RosterNow(APIView):
    """Who is on duty now."""

    action = Action.ROSTER_VIEW

    @extend_schema(operation_id="roster_now", responses={200: dict})
    def get(self, request: Request) -> Response:
        """Every post of the group and the branches, who is there, and whether somebody is missing."""
        return Response({"results": [cards.now_card(one) for one in cards.on_duty_now(timezone.now())]})


class RosterDuties(APIView):
    """The duties of a week, and the entering of one."""

    actions: ClassVar[dict[str, Action]] = {"GET": Action.ROSTER_VIEW, "POST": Action.ROSTER_EDIT}

    @extend_schema(
        operation_id="roster_duties_list",
        parameters=[*_ROSTER_OF, OpenApiParameter("first_day", str, description="YYYY-MM-DD; today if not said.")],
        responses={200: dict},
    )
    def get(self, request: Request) -> Response:
        """Seven days of one branch (or the group): duties and gaps."""
        query = shapes.DutiesQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        branch = query.validated_data.get("branch")
        if branch is not None and not Branch.objects.filter(pk=branch).exists():
            raise InvalidInput("branch", _("There is no such branch, or it is not one of yours."))
        first = query.validated_data.get("first_day") or timezone.localdate()
        if not EARLIEST <= first <= LATEST - _WEEK:
            raise InvalidInput("first_day", _("This day lies outside the years 2000 to 2099."))
        window = Hours(Day.of(first).begins, Day.of(first + _WEEK).begins)
        whose: dict[str, Any] = {"branch_ids": [] if branch is None else [branch], "group": branch is None}
        duties = duties_in(window, **whose)
        gaps = gaps_in(window, **whose, duties=duties)
        now = timezone.now()
        return Response(
            {
                "duties": [cards.duty_card(duty) for duty in duties],
                "gaps": [cards.gap_card(gap, now) for gap in gaps],
            }
        )

    @extend_schema(operation_id="roster_duties_create", request=shapes.DutyShape, responses={201: dict})
    def post(self, request: Request) -> Response:
        """Put somebody on duty; the same `request_id` again is answered the same."""
        shape = shapes.DutyShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user, said = signed_in(request), shape.validated_data

        def do() -> None:
            reach.check_post(user, said["post"])
            put_on_duty(
                post_id=said["post"],
                user_id=said["user"],
                begins_at=said["begins_at"],
                ends_at=said["ends_at"],
                one_more=said["one_more"],
                actor=Actor.user(user),
                now=timezone.now(),
            )

        return act(request, said, user, do)


class RosterGaps(APIView):
    """The gaps ahead."""

    action = Action.ROSTER_VIEW

    @extend_schema(operation_id="roster_gaps", responses={200: dict})
    def get(self, request: Request) -> Response:
        """Every gap of as many days ahead as the rule says, by when it opens."""
        now = timezone.now()
        return Response({"results": [cards.gap_card(gap, now) for gap in gaps_ahead(now)]})


class RosterPatterns(APIView):
    """Patterns, and the beginning of one."""

    actions: ClassVar[dict[str, Action]] = {"GET": Action.ROSTER_VIEW, "POST": Action.ROSTER_EDIT}

    @extend_schema(operation_id="roster_patterns_list", parameters=_ROSTER_OF, responses={200: dict})
    def get(self, request: Request) -> Response:
        """The patterns of the posts of a branch (or the group) that have not ended."""
        query = shapes.DutiesQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        branch = query.validated_data.get("branch")
        posts = scope([] if branch is None else [branch], group=branch is None)
        going = Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate())
        patterns = Pattern.objects.filter(going, post__in=Post.objects.filter(posts)).select_related("post")
        return Response({"results": [_pattern(one) for one in patterns.prefetch_related("people").order_by("pk")]})

    @extend_schema(operation_id="roster_patterns_create", request=shapes.PatternShape, responses={201: dict})
    def post(self, request: Request) -> Response:
        """Let hours come again, and draw them; the same `request_id` again is answered the same."""
        shape = shapes.PatternShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user, said = signed_in(request), shape.validated_data

        def do() -> None:
            if "post" in said:
                reach.check_post(user, said["post"])
            else:
                reach.check_crew(user, said["crew"])
            begin_pattern(
                post_id=said.get("post"),
                crew_id=said.get("crew"),
                user_ids=said.get("users", []),
                weekdays=said["weekdays"],
                begins=said["begins"],
                ends=said["ends"],
                first_day=said["first_day"],
                last_day=said.get("last_day"),
                turn_days=said["turn_days"],
                turns=said.get("turns"),
                actor=Actor.user(user),
                now=timezone.now(),
            )

        return act(request, said, user, do)


def _pattern(pattern: Pattern) -> dict[str, Any]:
    names = ("weekdays", "begins", "ends", "valid_from", "valid_to", "turn_days", "turns", "drawn_until")
    facts = {name: getattr(pattern, name) for name in names}
    return {
        "id": pattern.pk,
        "post": pattern.post_id,
        "users": [turn.user_id for turn in pattern.people.all()],
        **facts,
    }


class RosterLeaves(APIView):
    """Leave: one's own and that of people one leads; and the asking for some."""

    action = Action.ROSTER_SWAP

    @extend_schema(operation_id="roster_leaves_list", responses={200: dict})
    def get(self, request: Request) -> Response:
        """What has not ended, newest first."""
        user = signed_in(request)
        leaves = Leave.objects.filter(reach.leaves_seen(user), hours__endswith__gt=timezone.now()).select_related(
            "user"
        )
        return Response({"results": [cards.leave_card(one) for one in leaves.order_by("-pk")[:_LISTED]]})

    @extend_schema(operation_id="roster_leaves_create", request=shapes.LeaveShape, responses={201: dict})
    def post(self, request: Request) -> Response:
        """Ask for leave; the same `request_id` again is answered the same."""
        shape = shapes.LeaveShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user, said = signed_in(request), shape.validated_data

        def do() -> None:
            whose = said.get("user", user.pk)
            if whose != user.pk:
                reach.check_person(user, whose)
            ask_leave(
                user_id=whose,
                begins_at=said["begins_at"],
                ends_at=said["ends_at"],
                kind=said["kind"],
                actor=Actor.user(user),
                now=timezone.now(),
            )

        return act(request, said, user, do)


class RosterSwaps(APIView):
    """Swaps: one's own and those of posts one leads; and the asking for one."""

    action = Action.ROSTER_SWAP

    @extend_schema(operation_id="roster_swaps_list", responses={200: dict})
    def get(self, request: Request) -> Response:
        """The newest first."""
        user = signed_in(request)
        swaps = Swap.objects.filter(reach.swaps_seen(user)).select_related("asker", "other", "duty", "counter")
        return Response({"results": [cards.swap_card(one) for one in swaps.order_by("-pk")[:_LISTED]]})

    @extend_schema(operation_id="roster_swaps_create", request=shapes.SwapShape, responses={201: dict})
    def post(self, request: Request) -> Response:
        """Ask somebody to take a duty; the same `request_id` again is answered the same."""
        shape = shapes.SwapShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user, said = signed_in(request), shape.validated_data
        return act(
            request,
            said,
            user,
            lambda: ask_swap(
                duty_id=said["duty"],
                other_id=said["other"],
                counter_id=said.get("counter"),
                actor=Actor.user(user),
                now=timezone.now(),
            ),
        )


class RosterPhone(APIView):
    """One's own duty telephone."""

    action = Action.ROSTER_SWAP

    @extend_schema(request=shapes.DutyPhoneShape, responses={200: dict})
    def post(self, request: Request) -> Response:
        """Set it; empty takes it off. It is kept on the roster and nowhere else."""
        shape = shapes.DutyPhoneShape(data=request.data)
        shape.is_valid(raise_exception=True)
        number = set_phone(user=signed_in(request), number=shape.validated_data["number"])
        return Response({"number": number})
