"""Tickets over the API: what sources send, and how the desk sorts them out."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.api import digest_of
from heating_ops.api_signed import signed_parameters
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import once
from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.address_matching import Candidate
from heating_ops.signing import verify
from hotline.api import in_words as filing_in_words

from . import queries, sorting
from . import serializers as shapes
from .models import Sorting, Ticket
from .secrets import secret_of
from .taking import take_ticket
from .words import in_words

TIME_HEADER: Final = "X-Intake-Timestamp"
SIGNATURE_HEADER: Final = "X-Intake-Signature"
_SHOWN: Final = 50


class TicketIntake(APIView):
    """Tickets of other systems: nobody signs in, every ticket is signed by its source."""

    authentication_classes = []
    permission_classes = []

    @extend_schema(
        request=shapes.TicketShape,
        responses={201: shapes.TicketFilingShape, 200: shapes.TicketFilingShape},
        auth=[],
        parameters=signed_parameters(TIME_HEADER, SIGNATURE_HEADER),
    )
    def post(self, request: Request, source: str) -> Response:
        """Take a ticket once by its number.

        201 the first time, 200 when it comes again as it was, 409 `ticket_differs` when it comes with other content.
        """
        now = timezone.now()
        found = queries.active_source(source)
        verify(
            secret=secret_of(found),
            timestamp=request.headers.get(TIME_HEADER, ""),
            claimed=request.headers.get(SIGNATURE_HEADER, ""),
            body=request._request.body,
            now=now.timestamp(),
        )
        shape = shapes.TicketShape(data=request.data)
        shape.is_valid(raise_exception=True)
        taken = take_ticket(source=found, said=shape.validated_data, now=now)
        return Response(_filing(taken.ticket), status=200 if taken.repeated else 201)


def _filing(ticket: Ticket) -> dict[str, Any]:
    filed = queries.filing_of_ticket(ticket)
    return {"ticket": queries.ticket_made(ticket), **(filing_in_words(filed) if filed["triage"] else filed)}


def shown(ticket: Ticket, candidates: list[Candidate]) -> dict[str, Any]:
    """A ticket that waits, as the desk sees it."""
    order = queries.order_of(ticket)
    holder = ticket.claimed_by
    return {
        **queries.ticket_made(ticket),
        "address": ticket.address,
        "needs_category": ticket.needs_category,
        "claimed_by": holder.username if holder else None,
        "priority": ticket.call.triage["priority"] if ticket.call else "",
        "work_order": order.number if order else None,
        "candidates": [
            {
                "building": one.building,
                "label": one.label,
                "flat": one.flat,
                "score": one.score,
                "reasons": in_words(one.why),
                "station": one.station,
                "branch": one.branch,
            }
            for one in candidates
        ],
    }


class TicketsToSort(APIView):
    """The tickets that wait for a person."""

    action = Action.TICKET_SORT

    @extend_schema(responses=shapes.TicketToSortShape(many=True))
    def get(self, request: Request) -> Response:
        """Up to fifty, dangers first; the candidates are shown for each."""
        waiting = queries.to_sort(limit=_SHOWN)
        return Response({"results": [shown(ticket, queries.choices_for(ticket)) for ticket in waiting]})


class TicketClaim(APIView):
    """Take a ticket in hand."""

    action = Action.TICKET_SORT

    @extend_schema(request=shapes.TicketClaimShape, responses=shapes.TicketToSortShape)
    def post(self, request: Request, pk: int) -> Response:
        """One person has it; who comes second is told who has it (409 `claimed_by_another`)."""
        shape = shapes.TicketClaimShape(data=request.data)
        shape.is_valid(raise_exception=True)
        user = signed_in(request)

        def do() -> None:
            sorting.claim(ticket_id=pk, user=user, now=timezone.now())

        once(shape.validated_data.get("request_id"), actor=Actor.user(user), do=do, digest=digest_of(request))
        ticket = Ticket.objects.select_related("source", "claimed_by", "call", "call__work_order").get(pk=pk)
        return Response(shown(ticket, queries.choices_for(ticket)))


class TicketSort(APIView):
    """Settle where a ticket belongs."""

    action = Action.TICKET_SORT

    @extend_schema(request=shapes.TicketSortShape, responses=shapes.TicketFilingShape)
    def post(self, request: Request, pk: int) -> Response:
        """Choose its building, or say that it is none of ours."""
        shape = shapes.TicketSortShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said, user = shape.validated_data, signed_in(request)
        if said["decision"] == Sorting.CHOSEN and not said.get("building"):
            raise InvalidInput("building", _("Choose a building."))

        def do() -> None:
            sorting.sort_out(
                ticket_id=pk,
                decision=Sorting(said["decision"]),
                building_id=said.get("building"),
                flat=said["flat"],
                category=said["category"],
                user=user,
                now=timezone.now(),
            )

        once(
            said.get("request_id"),
            actor=Actor.user(user),
            do=do,
            digest=digest_of(request),
            subject_type="ticket",
        )
        ticket = Ticket.objects.select_related("source", "call").get(pk=pk)
        return Response(_filing(ticket))
