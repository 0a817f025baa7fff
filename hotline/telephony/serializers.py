"""The shapes of the telephone's API."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.api_fields import MomentField, RequestIdField

from .models import ExchangeKind, Ring
from .standards import ANSWER_GOOD, ANSWER_LATE

_NUMBER = re.compile(r"[0-9+\-() ]{0,20}")


class ExchangeEventShape(serializers.Serializer[dict[str, Any]]):
    """One event of the exchange."""

    event_id = serializers.CharField(max_length=64, help_text="Chosen once per event; a repeat is taken once.")
    kind = serializers.ChoiceField(choices=ExchangeKind.choices)
    call_id = serializers.CharField(max_length=64, help_text="The same in all events of one telephone call.")
    number = serializers.CharField(
        max_length=20, required=False, allow_blank=True, default="", help_text="Empty when it is withheld."
    )
    line = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    seat = serializers.CharField(
        max_length=150,
        required=False,
        allow_blank=True,
        default="",
        help_text="With `answered`: the user name of the operator at that desk, if the exchange knows.",
    )
    at = MomentField(help_text="When it happened, by the exchange's clock.")

    def validate_number(self, said: str) -> str:
        """Keep digits and a leading plus, as calls are kept."""
        if not _NUMBER.fullmatch(said):
            raise serializers.ValidationError(
                _("A telephone number has only digits, +, -, brackets and spaces."), code="invalid"
            )
        digits = "".join(sign for sign in said if sign.isdigit())
        return f"+{digits}" if said.strip().startswith("+") else digits


class ExchangeAnswerShape(serializers.Serializer[dict[str, Any]]):
    """What the exchange is answered: the call as we have it now."""

    ring = serializers.IntegerField()
    state = serializers.CharField(help_text="ringing, answered, ended or missed")
    repeated = serializers.BooleanField()


class RingShape(serializers.Serializer[dict[str, Any]]):
    """A ring with the number and the names, for those who may answer it."""

    id = serializers.IntegerField()
    state = serializers.CharField()
    number = serializers.CharField()
    line = serializers.CharField()
    rang_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    missed_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    held_by = serializers.CharField(allow_blank=True, help_text="Who has the call.")
    take_reason = serializers.CharField(allow_blank=True)
    owed = serializers.CharField(allow_blank=True, help_text="waiting, called_back, joined or no_number")
    called_by = serializers.CharField(allow_blank=True, help_text="Who calls back.")
    attempts = serializers.IntegerField()
    call = serializers.IntegerField(allow_null=True)
    answer_seconds = serializers.FloatField(allow_null=True)
    handling_seconds = serializers.FloatField(allow_null=True)
    form = serializers.CharField(help_text="The call form with the number filled in.")


def shown(ring: Ring, *, form: str) -> dict[str, Any]:
    """A ring in the shape of ``RingShape``."""
    return {
        "id": ring.pk,
        "state": str(ring.state),
        "number": ring.number,
        "line": ring.line,
        "rang_at": ring.rang_at,
        "answered_at": ring.answered_at,
        "missed_at": ring.missed_at,
        "ended_at": ring.ended_at,
        "held_by": str(ring.taken_by or ring.answered_by or ""),
        "take_reason": ring.take_reason,
        "owed": ring.owed,
        "called_by": str(ring.called_by or ""),
        "attempts": ring.attempts,
        "call": ring.call_id,
        "answer_seconds": ring.seconds_to_answer,
        "handling_seconds": ring.seconds_handled,
        "form": form,
    }


class PlainActShape(serializers.Serializer[dict[str, Any]]):
    """An act that needs no more words."""

    request_id = RequestIdField(required=False, help_text="Chosen new for each action; a repeat is answered the same.")


class ActWithReasonShape(PlainActShape):
    """An act that may need a reason."""

    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class CallBackResultShape(PlainActShape):
    """How a call-back went."""

    reached = serializers.BooleanField()


class AnsweringShape(serializers.Serializer[dict[str, Any]]):
    """How well the telephone was answered."""

    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    rings = serializers.IntegerField(help_text="Answered or missed; calls that still ring are not judged.")
    answered = serializers.IntegerField()
    abandoned = serializers.IntegerField(help_text="Missed before anybody answered.")
    owed = serializers.IntegerField(help_text="Missed callers who still wait for a call-back.")
    answered_good = serializers.IntegerField(help_text=f"Answered within the standard `{ANSWER_GOOD}`.")
    answered_late = serializers.IntegerField(help_text=f"Answered within the standard `{ANSWER_LATE}`.")
    good_seconds = serializers.IntegerField()
    late_seconds = serializers.IntegerField()
    share_good = serializers.FloatField(allow_null=True)
    share_late = serializers.FloatField(allow_null=True)
    answer_seconds = serializers.FloatField(allow_null=True)
    longest_answer_seconds = serializers.FloatField(allow_null=True)
    handling_seconds = serializers.FloatField(allow_null=True)
