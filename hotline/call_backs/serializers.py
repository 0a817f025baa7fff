"""The shapes of the call-backs' API."""

from typing import Any

from rest_framework import serializers

from heating_ops.api_fields import MeasureField, MomentField, NumberField, RequestIdField
from hotline.models import Call

from .models import SAYABLE, CallBack, Satisfied, Why
from .queries import PAGE, criticality_of, needs_temperature, priority_of


class QueueQuery(serializers.Serializer[dict[str, Any]]):
    """Which part of the queue."""

    offset = NumberField(default=0, min_value=0, max_value=1_000_000)
    limit = NumberField(default=PAGE, min_value=1, max_value=200)


class PlainShape(serializers.Serializer[dict[str, Any]]):
    """An act that needs no more words."""

    request_id = RequestIdField(required=False, help_text="Chosen new for each action; a repeat is answered the same.")


class ClaimShape(PlainShape):
    """Taking a caller in hand."""

    reason = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default="", help_text="Needed to take over from somebody."
    )


class GiveUpShape(PlainShape):
    """Why nobody calls any more."""

    reason = serializers.CharField(max_length=500)


class ResultShape(PlainShape):
    """How a call went."""

    outcome = serializers.ChoiceField(choices=[(said.value, said.label) for said in SAYABLE])
    satisfied = serializers.ChoiceField(choices=Satisfied.choices, required=False, allow_blank=True, default="")
    temperature_c = MeasureField(
        min_value=-40,
        max_value=60,
        required=False,
        allow_null=True,
        default=None,
        help_text="°C; needed with `solved` where heat was the complaint.",
    )
    room = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    note = serializers.CharField(
        max_length=500,
        required=False,
        allow_blank=True,
        default="",
        help_text="Needed with `not_solved` and `no_number`.",
    )


class PromiseShape(PlainShape):
    """A call that is promised."""

    why = serializers.ChoiceField(choices=[Why.PROMISED, Why.AFTER_GUIDANCE], default=Why.PROMISED)
    due_at = MomentField(help_text="When the caller is called; not in the past.")


class OwedCallShape(serializers.Serializer[dict[str, Any]]):
    """A call-back with the number and the words, for those who may call (documentation only)."""

    id = serializers.IntegerField()
    why = serializers.CharField()
    state = serializers.CharField(help_text="open or settled")
    outcome = serializers.CharField(allow_blank=True)
    critical = serializers.CharField(allow_blank=True, help_text="key_site, vulnerable or empty")
    priority = serializers.CharField()
    call = serializers.DictField(help_text="id, number, channel, phone, name, text, category, place")
    work_order = serializers.DictField(allow_null=True, help_text="id, number, status")
    incident = serializers.DictField(allow_null=True, help_text="id, number, title")
    needs_temperature = serializers.BooleanField()
    opened_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    attempts = serializers.IntegerField()
    supervisor_decides = serializers.BooleanField(help_text="Tried as often as the rule says without an answer.")
    last_tried_at = serializers.DateTimeField(allow_null=True)
    next_try_at = serializers.DateTimeField(allow_null=True)
    claimed_by = serializers.CharField(allow_blank=True)
    claimed_at = serializers.DateTimeField(allow_null=True)
    settled_at = serializers.DateTimeField(allow_null=True)
    satisfied = serializers.CharField(allow_blank=True)
    temperature_c = serializers.FloatField(allow_null=True)
    room = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class QueueShape(serializers.Serializer[dict[str, Any]]):
    """A part of the queue, with the whole of it counted (documentation only)."""

    counts = serializers.DictField(child=serializers.IntegerField())
    rates = serializers.DictField(help_text="city_line and all: response, resolved, satisfied of today")
    results = OwedCallShape(many=True)
    next = serializers.IntegerField(allow_null=True, help_text="The offset to go on at.")


def shown(one: CallBack, *, attempts: int) -> dict[str, Any]:
    """A call-back in the shape of ``OwedCallShape``.

    :param attempts: how many tries the rule asks for before a supervisor decides
    """
    order, incident = one.work_order, one.incident
    return {
        "id": one.pk,
        "why": one.why,
        "state": one.state,
        "outcome": one.outcome,
        "critical": criticality_of(one),
        "priority": priority_of(one),
        "call": _call(one.call),
        "work_order": {"id": order.pk, "number": order.number, "status": order.status} if order else None,
        "incident": {"id": incident.pk, "number": incident.number, "title": incident.title} if incident else None,
        "needs_temperature": needs_temperature(one),
        "opened_at": one.opened_at,
        "due_at": one.due_at,
        "attempts": one.attempts,
        "supervisor_decides": one.is_open and one.attempts >= attempts,
        "last_tried_at": one.last_tried_at,
        "next_try_at": one.next_try_at,
        "claimed_by": str(one.claimed_by or ""),
        "claimed_at": one.claimed_at,
        "settled_at": one.settled_at,
        "satisfied": one.satisfied,
        "temperature_c": None if one.temperature_c is None else float(one.temperature_c),
        "room": one.room,
        "note": one.note,
    }


def _call(call: Call) -> dict[str, Any]:
    return {
        "id": call.pk,
        "number": call.number,
        "channel": call.channel,
        "phone": call.caller_phone,
        "name": call.caller_name,
        "text": call.text,
        "category": call.category,
        "place": call.place_label,
    }
