"""Work orders over the API: lists, one order, and one noun per move."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.models import User
from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.crews.queries import crew_of
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput

from . import commands, moves, queries
from . import serializers as shapes
from .catalogue import OPEN_STATUSES, Priority
from .commands.refusals import NoSuchWorkOrder
from .models import WorkOrder

_PAGE = 100
_PAGE_LIMIT = 500


class WorkOrderList(APIView):
    """Work orders the caller may see, newest first."""

    action = Action.ORDER_VIEW

    @extend_schema(
        operation_id="work_orders_list",
        parameters=[
            OpenApiParameter("status", str, description="One status, or `open` for all open ones."),
            OpenApiParameter("priority", str, enum=Priority.values),
            OpenApiParameter("branch", int, description="Branch id."),
            OpenApiParameter("crew", int, description="Crew id."),
            OpenApiParameter("before", int, description="Continue: ids below this one."),
            OpenApiParameter("limit", int, description=f"At most {_PAGE_LIMIT}; {_PAGE} if not said."),
        ],
        responses=shapes.WorkOrderPage,
    )
    def get(self, request: Request) -> Response:
        """List cards, a page at a time; `next` continues."""
        asked = shapes.ListQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        orders = queries.visible_to(signed_in(request))
        if status := wanted.get("status"):
            orders = orders.filter(status__in=OPEN_STATUSES) if status == "open" else orders.filter(status=status)
        for name, column in (("priority", "priority"), ("branch", "branch_id"), ("crew", "crew_id")):
            if name in wanted:
                orders = orders.filter(**{column: wanted[name]})
        total = orders.count()
        if "before" in wanted:
            orders = orders.filter(pk__lt=wanted["before"])
        limit = wanted["limit"]
        ids = list(orders.order_by("-id").values_list("pk", flat=True)[: limit + 1])
        cards = queries.cards_of(ids[:limit])
        return Response(
            {
                "total": total,
                "results": [cards[pk] for pk in ids[:limit]],
                "next": ids[limit - 1] if len(ids) > limit else None,
            }
        )


class WorkOrderDetail(APIView):
    """One work order."""

    action = Action.ORDER_VIEW

    @extend_schema(responses=shapes.WorkOrderWhole)
    def get(self, request: Request, pk: int) -> Response:
        """The card, the triage decision as stored, findings, readings and history."""
        if not queries.visible_to(signed_in(request)).filter(pk=pk).exists():
            raise NoSuchWorkOrder
        return Response(queries.whole(pk, now=timezone.now()))


class Move(APIView):
    """A move on an order: parse, one command, answer with the card as it became.

    The same `request_id` again is answered with the first answer; a stale `version`
    or a step that does not follow is refused with 409.
    """

    action: ClassVar[Action] = Action.ORDER_WORK
    shape: ClassVar[type[serializers.Serializer[Any]]] = shapes.MoveShape
    verb: ClassVar[Callable[..., WorkOrder]]
    by_crew: ClassVar[bool] = False
    rights: ClassVar[Callable[[User], dict[str, bool]]] = staticmethod(lambda user: {})

    def post(self, request: Request, pk: int) -> Response:
        """Make the move."""
        shape = self.shape(data=request.data)
        shape.is_valid(raise_exception=True)
        wishes: dict[str, Any] = dict(shape.validated_data)
        request_id = wishes.pop("request_id", None)
        user = signed_in(request)
        actor = Actor.user(user)

        def do() -> None:
            if not queries.may_act_on(user, self.action, pk):
                raise NoSuchWorkOrder
            if "into_id" in wishes and not queries.may_act_on(user, self.action, wishes["into_id"]):
                raise InvalidInput("into_id", NoSuchWorkOrder.sentence)
            wishes.update(type(self).rights(user))
            if self.by_crew and (crew := crew_of(user)) is not None:
                wishes["crew_id"] = crew.pk
            type(self).verb(
                work_order_id=pk, version=wishes.pop("version", None), actor=actor, now=timezone.now(), **wishes
            )

        answer = once(request_id, actor=actor, do=do, digest=digest_of(request), subject_type="work_order")
        return Response(answer.card)


def move_view(
    name: str,
    verb: Callable[..., WorkOrder],
    *,
    action: Action,
    shape: type[serializers.Serializer[Any]] = shapes.MoveShape,
    by_crew: bool = False,
    rights: Callable[[User], dict[str, bool]] = lambda user: {},
) -> type[Move]:
    """Make the view of one noun; the verb's docstring is its documentation.

    :param rights: what the command must know of the person's other rights, as its arguments
    """
    view = type(
        name,
        (Move,),
        {
            "__doc__": verb.__doc__,
            "shape": shape,
            "verb": staticmethod(verb),
            "action": action,
            "by_crew": by_crew,
            "rights": staticmethod(rights),
        },
    )
    description = (verb.__doc__ or "").split("\n")[0]
    return extend_schema(request=shape, responses=shapes.WorkOrderCard, description=description)(view)


def _complete(*, readings: list[dict[str, Any]], **rest: Any) -> WorkOrder:
    return commands.complete(readings=[commands.Reading(**reading) for reading in readings], **rest)


_complete.__doc__ = commands.complete.__doc__

Dispatch = move_view("Dispatch", commands.dispatch, action=Action.ORDER_DISPATCH, shape=shapes.CrewShape)
Reassignment = move_view("Reassignment", commands.reassign, action=Action.ORDER_DISPATCH, shape=shapes.ReassignShape)
Merge = move_view("Merge", commands.merge, action=Action.ORDER_DISPATCH, shape=shapes.MergeShape)
Cancellation = move_view("Cancellation", commands.cancel, action=Action.ORDER_DISPATCH, shape=shapes.ReasonShape)
Reopening = move_view("Reopening", commands.reopen, action=Action.ORDER_DISPATCH, shape=shapes.ReasonShape)
Acceptance = move_view("Acceptance", commands.accept, action=Action.ORDER_WORK, by_crew=True)
Return = move_view("Return", commands.give_back, action=Action.ORDER_WORK, shape=shapes.ReasonShape, by_crew=True)
Contact = move_view("Contact", commands.contact, action=Action.ORDER_WORK, shape=shapes.ContactShape, by_crew=True)
Departure = move_view("Departure", commands.depart, action=Action.ORDER_WORK, by_crew=True)
Arrival = move_view("Arrival", commands.arrive, action=Action.ORDER_WORK, shape=shapes.ArrivalShape, by_crew=True)
Start = move_view("Start", commands.start, action=Action.ORDER_WORK, by_crew=True)
Suspension = move_view(
    "Suspension", commands.suspend, action=Action.ORDER_WORK, shape=shapes.SuspendShape, by_crew=True
)
Completion = move_view("Completion", _complete, action=Action.ORDER_WORK, shape=shapes.CompleteShape, by_crew=True)
TriageOverride = move_view(
    "TriageOverride",
    commands.override_triage,
    action=Action.ORDER_OVERRIDE,
    shape=shapes.OverrideShape,
    rights=moves.may_lower,
)
CallBack = move_view("CallBack", commands.call_back, action=Action.CALL_BACK, shape=shapes.CallBackShape)

NOUNS: dict[str, type[Move]] = {
    "dispatch": Dispatch,
    "acceptance": Acceptance,
    "contact": Contact,
    "departure": Departure,
    "arrival": Arrival,
    "start": Start,
    "suspension": Suspension,
    "completion": Completion,
    "call-back": CallBack,
    "return": Return,
    "reassignment": Reassignment,
    "merge": Merge,
    "cancellation": Cancellation,
    "reopening": Reopening,
    "triage-override": TriageOverride,
}
