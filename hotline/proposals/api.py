"""Proposals over the API, as the words are typed. Nothing is stored, nothing is set."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from workorders import rules
from workorders.catalogue import Category, Danger, Priority, Urgency

from ..catalogue.models import ProblemItem
from ..catalogue.queries import find_item
from .proposing import Proposal, Reason, propose
from .reading import LONGEST
from .rules import PEOPLE


class TextShape(serializers.Serializer[dict[str, Any]]):
    """The words so far."""

    text = serializers.CharField(max_length=LONGEST, allow_blank=True)


class ProposalReasonShape(serializers.Serializer[dict[str, Any]]):
    """A rule that heard its words."""

    rule = serializers.CharField()
    words = serializers.CharField(help_text="As they stand in the text.")
    because = serializers.CharField(help_text="In the reader's language.")
    category = serializers.CharField()
    item = serializers.CharField()
    danger = serializers.CharField()
    people = serializers.CharField()
    weight = serializers.IntegerField()
    denied = serializers.CharField(
        help_text="Empty, or why the words do not count: negated, past, over, feared, elsewhere."
    )


class ChoiceShape(serializers.Serializer[dict[str, Any]]):
    """Something proposed, with its name and the words that led to it."""

    code = serializers.CharField()
    name = serializers.CharField()
    words = serializers.ListField(child=serializers.CharField())


class ProposalShape(serializers.Serializer[dict[str, Any]]):
    """What the words propose. Empty or null is no proposal."""

    category = ChoiceShape(allow_null=True)
    item = ChoiceShape(allow_null=True)
    others = ChoiceShape(many=True, help_text="Further troubles in the same words.")
    dangers = ChoiceShape(many=True, help_text="Safety questions to ask now; the caller's answer counts.")
    vulnerable = serializers.ListField(child=serializers.ChoiceField(choices=sorted(PEOPLE)))
    indoor_temp_c = serializers.FloatField(allow_null=True)
    temperature_words = serializers.CharField()
    urgency = serializers.ChoiceField(choices=[("", ""), *Urgency.choices])
    priority = serializers.ChoiceField(choices=[("", ""), *Priority.choices])
    reasons = ProposalReasonShape(many=True)
    denied = ProposalReasonShape(many=True)


class Proposals(APIView):
    """What a caller's words propose."""

    action = Action.CALL_LOG

    @extend_schema(parameters=[OpenApiParameter("text", str, required=True)], responses=ProposalShape)
    def get(self, request: Request) -> Response:
        """Propose from `?text=`. For words of real callers use POST: addresses of requests are written to logs."""
        return _answer(request.query_params)

    @extend_schema(request=TextShape, responses=ProposalShape)
    def post(self, request: Request) -> Response:
        """Propose category, item, danger signs, temperature and people at risk, each with the words that led to it."""
        return _answer(request.data)


def _answer(data: Any) -> Response:
    said = TextShape(data=data)
    said.is_valid(raise_exception=True)
    told = propose(said.validated_data["text"], triage=rules.triage_rules())
    return Response(in_words(told, find_item(told.item) if told.item else None))


def in_words(told: Proposal, item: ProblemItem | None) -> dict[str, Any]:
    """A proposal in the reader's language.

    :param item: the row of the proposed item, if it is in use
    """
    return {
        "category": _category(told.category, told) if told.category else None,
        "item": {"code": item.code, "name": item.name, "words": _words(told, item=item.code)} if item else None,
        "others": [_category(category, told) for category in told.others],
        "dangers": [
            {"code": danger, "name": str(Danger(danger).label), "words": _words(told, danger=danger)}
            for danger in told.dangers
        ],
        "vulnerable": told.vulnerable,
        "indoor_temp_c": told.indoor_temp_c,
        "temperature_words": told.temperature_words,
        "urgency": told.urgency,
        "priority": told.priority,
        "reasons": _reasons(told.reasons),
        "denied": _reasons(told.denied),
    }


def _category(category: str, told: Proposal) -> dict[str, Any]:
    words = _words(told, category=category)
    if category == Category.LOW_TEMPERATURE and told.temperature_words:
        words.append(told.temperature_words)
    return {"code": category, "name": str(Category(category).label), "words": list(dict.fromkeys(words))}


def _words(told: Proposal, **proposed: str) -> list[str]:
    """The words behind one proposal, weightiest first, none inside another."""
    ((field, code),) = proposed.items()
    said = [reason for reason in told.reasons if getattr(reason, field) == code]
    words: list[str] = []
    for reason in sorted(said, key=lambda reason: -reason.weight):
        if not any(reason.words in known for known in words):
            words.append(reason.words)
    return words


def _reasons(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    language = get_language() or "en"
    return [
        {
            "rule": reason.rule,
            "words": reason.words,
            "because": reason.because.get(language) or reason.because["en"],
            "category": reason.category,
            "item": reason.item,
            "danger": reason.danger,
            "people": reason.people,
            "weight": reason.weight,
            "denied": reason.denied or "",
        }
        for reason in reasons
    ]
