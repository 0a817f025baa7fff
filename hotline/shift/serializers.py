"""The shapes of the shift's API."""

from typing import Any

from rest_framework import serializers

from heating_ops.api_fields import RequestIdField

from .figures import Handled
from .line import Line
from .models import LONGEST_LABEL, BreakReason
from .operators import HourOfShift, Operator
from .queries import Seat
from .targets import Promises


class SeatActShape(serializers.Serializer[dict[str, Any]]):
    """An act that needs no more words."""

    request_id = RequestIdField(required=False, help_text="Chosen new for each action; a repeat is answered the same.")


class SignOnShape(SeatActShape):
    """Where somebody signs on."""

    seat = serializers.CharField(max_length=4 * LONGEST_LABEL, help_text="The label of the seat, 12 signs at the most.")


class BreakShape(SeatActShape):
    """What a break is for."""

    reason = serializers.ChoiceField(choices=BreakReason.choices)


class SeatShape(serializers.Serializer[dict[str, Any]]):
    """A seat as it is."""

    seat = serializers.CharField()
    state = serializers.CharField(help_text="on, break, silent, or off when the session is over")
    reason = serializers.CharField(allow_blank=True, help_text="Of a break: meal, training or after_call.")
    since = serializers.DateTimeField(help_text="Of a silent one: when its browser was last heard of.")
    began_at = serializers.DateTimeField()


class AnswerPromiseShape(serializers.Serializer[dict[str, Any]]):
    """So many percent within so many seconds."""

    seconds = serializers.IntegerField()
    percent = serializers.IntegerField()


class HandledShape(serializers.Serializer[dict[str, Any]]):
    """Rings counted. The shares are of all that were answered or abandoned."""

    answered = serializers.IntegerField()
    abandoned = serializers.IntegerField(help_text="Missed before anybody answered.")
    owed = serializers.IntegerField(help_text="Of the abandoned, those nobody has reached yet.")
    answered_good = serializers.IntegerField(help_text="Answered within the shorter standard.")
    answered_late = serializers.IntegerField(help_text="Answered within the longer standard.")
    judged = serializers.IntegerField(help_text="Answered and abandoned: the denominator of both shares.")
    share_good = serializers.FloatField(allow_null=True)
    share_late = serializers.FloatField(allow_null=True)
    handling_seconds = serializers.FloatField(allow_null=True, help_text="Mean, from the answer to ended and filed.")
    longest_answer_seconds = serializers.FloatField()


class SeatCountsShape(serializers.Serializer[dict[str, Any]]):
    """How many seats are in which state; a silent one counts as neither on nor on a break."""

    on = serializers.IntegerField()
    on_break = serializers.IntegerField()
    silent = serializers.IntegerField()


class LineShape(serializers.Serializer[dict[str, Any]]):
    """The shift in one line, since midnight."""

    at = serializers.DateTimeField()
    seat = SeatShape(allow_null=True, help_text="The asker's own.")
    seats = SeatCountsShape()
    ringing = serializers.IntegerField()
    longest_waiting_since = serializers.DateTimeField(allow_null=True)
    good = AnswerPromiseShape()
    late = AnswerPromiseShape()
    desk = HandledShape()
    mine = HandledShape()
    filed = serializers.IntegerField(help_text="Calls the asker filed.")
    call_backs = serializers.IntegerField(allow_null=True, help_text="Waiting call-backs within the asker's reach.")


class OperatorShape(serializers.Serializer[dict[str, Any]]):
    """One person's shift."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    state = serializers.CharField(help_text="on, break, silent or off: now, whatever stretch was asked for")
    seat = SeatShape(allow_null=True)
    ring = serializers.IntegerField(allow_null=True, help_text="The telephone call at hand.")
    on_seconds = serializers.FloatField()
    break_seconds = serializers.FloatField()
    rings = HandledShape()
    filed = serializers.IntegerField()
    filed_urgent = serializers.IntegerField()
    called_back = serializers.IntegerField()


class HourShape(serializers.Serializer[dict[str, Any]]):
    """One hour of the shift."""

    begins = serializers.DateTimeField()
    offered = serializers.IntegerField()
    answered = serializers.IntegerField()
    abandoned = serializers.IntegerField()


class OperatorsShape(serializers.Serializer[dict[str, Any]]):
    """The shift person by person, and hour by hour."""

    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    good = AnswerPromiseShape()
    late = AnswerPromiseShape()
    desk = HandledShape()
    operators = OperatorShape(many=True)
    hours = HourShape(many=True)


def seat_shown(seat: Seat) -> dict[str, Any]:
    """In the shape of ``SeatShape``."""
    session = seat.session
    shown = {"seat": session.seat, "state": seat.state, "reason": session.reason, "since": seat.since}
    return shown | {"began_at": session.began_at}


def handled_shown(rings: Handled) -> dict[str, Any]:
    """In the shape of ``HandledShape``."""
    return {
        "answered": rings.answered,
        "abandoned": rings.abandoned,
        "owed": rings.owed,
        "answered_good": rings.good,
        "answered_late": rings.late,
        "judged": rings.judged,
        "share_good": rings.share_good,
        "share_late": rings.share_late,
        "handling_seconds": rings.mean_handling,
        "longest_answer_seconds": rings.longest,
    }


def promises_shown(wanted: Promises) -> dict[str, Any]:
    """The two promises, each in the shape of ``AnswerPromiseShape``."""
    both = {"good": wanted.good, "late": wanted.late}
    return {name: {"seconds": one.seconds, "percent": one.percent} for name, one in both.items()}


def line_shown(line: Line) -> dict[str, Any]:
    """In the shape of ``LineShape``."""
    return promises_shown(line.wanted) | {
        "at": line.at,
        "seat": seat_shown(line.seat) if line.seat else None,
        "seats": {"on": line.on, "on_break": line.on_break, "silent": line.silent},
        "ringing": line.queue.depth,
        "longest_waiting_since": line.queue.oldest,
        "desk": handled_shown(line.desk),
        "mine": handled_shown(line.mine),
        "filed": line.filed,
        "call_backs": line.call_backs,
    }


def operator_shown(one: Operator) -> dict[str, Any]:
    """In the shape of ``OperatorShape``."""
    return {
        "id": one.user.pk,
        "name": str(one.user),
        "state": one.state,
        "seat": seat_shown(one.seat) if one.seat else None,
        "ring": one.ring.pk if one.ring else None,
        "on_seconds": one.on_seconds,
        "break_seconds": one.break_seconds,
        "rings": handled_shown(one.rings),
        "filed": one.filed.calls,
        "filed_urgent": one.filed.urgent,
        "called_back": one.called_back,
    }


def hour_shown(one: HourOfShift) -> dict[str, Any]:
    """In the shape of ``HourShape``."""
    counts = {"offered": one.offered, "answered": one.answered, "abandoned": one.abandoned}
    return {"begins": one.hour.begins, **counts}
