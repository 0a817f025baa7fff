"""The catalogue over the API: what a call's `category` and `item` may be."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from workorders.catalogue import Category

from .queries import active_items


class ItemShape(serializers.Serializer[dict[str, Any]]):
    """One item of a category, in the reader's language."""

    code = serializers.CharField()
    name = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField(), help_text="What the operator says, in this order.")
    dangers = serializers.ListField(child=serializers.CharField())
    outcomes = serializers.ListField(child=serializers.CharField())


class CategoryShape(serializers.Serializer[dict[str, Any]]):
    """A category with its items."""

    category = serializers.CharField()
    name = serializers.CharField()
    items = ItemShape(many=True)


class Catalogue(APIView):
    """What callers bring, in two levels."""

    action = Action.CALL_LOG

    @extend_schema(responses=CategoryShape(many=True))
    def get(self, request: Request) -> Response:
        """List the categories with the items in use, their guidance in the reader's language."""
        return Response(categories())


def categories() -> list[dict[str, Any]]:
    """The whole catalogue in the reader's language."""
    items: dict[str, list[dict[str, Any]]] = {category: [] for category in Category.values}
    for item in active_items():
        items[item.category].append(
            {
                "code": item.code,
                "name": item.name,
                "steps": item.said,
                "dangers": item.dangers,
                "outcomes": item.outcomes,
            }
        )
    return [
        {"category": category.value, "name": str(category.label), "items": items[category]} for category in Category
    ]
