"""What guidance came to, as it is sent."""

from typing import Any

from rest_framework import serializers

from workorders.catalogue import GuidanceOutcome


class OutcomeShape(serializers.Serializer[dict[str, Any]]):
    """What guidance came to."""

    outcome = serializers.ChoiceField(choices=GuidanceOutcome.choices)
    item = serializers.CharField(max_length=40, required=False, allow_blank=True, help_text="Of `/api/catalogue/`.")
    steps = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        required=False,
        default=list,
        max_length=8,
        help_text="The places, from 1, of what was said of the item's steps.",
    )
