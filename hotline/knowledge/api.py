"""What the desk knows, over the API."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from workorders.catalogue import Category

from . import queries
from .models import ArticleVersion


class ArticleShape(serializers.Serializer[dict[str, Any]]):
    """A published article in the reader's language."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    body = serializers.CharField(help_text="Small markup: ## heading, ! warning, - list, 1. steps; else text.")
    categories = serializers.ListField(child=serializers.CharField())
    items = serializers.ListField(child=serializers.CharField())
    tags = serializers.ListField(child=serializers.CharField())
    source = serializers.CharField()  # type: ignore[assignment] # a field's own attribute has this name too
    confirmed_locally = serializers.BooleanField()
    review_by = serializers.DateField(allow_null=True)
    published_at = serializers.DateTimeField()


class _Asked(serializers.Serializer[dict[str, Any]]):
    q = serializers.CharField(required=False, max_length=80, allow_blank=True, default="")
    category = serializers.ChoiceField(required=False, choices=Category.choices, allow_blank=True, default="")
    item = serializers.CharField(required=False, max_length=40, allow_blank=True, default="")


class Knowledge(APIView):
    """The published articles."""

    action = Action.KNOWLEDGE_READ

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, description="Words to find, in either language; titles by pinyin as well."),
            OpenApiParameter("category", str, description="Only articles of this category."),
            OpenApiParameter("item", str, description="With a category: articles of this catalogue item as well."),
        ],
        responses=ArticleShape(many=True),
    )
    def get(self, request: Request) -> Response:
        """Find articles, the best first; without words all, by their code."""
        asked = _Asked(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        found = queries.published(asked=said["q"], category=said["category"], item=said["item"])
        return Response({"results": [shown(version) for version in found]})


def shown(version: ArticleVersion) -> dict[str, Any]:
    """In the shape of ``ArticleShape``."""
    article = version.article
    same = ("code", "categories", "items", "tags", "source", "confirmed_locally", "review_by")
    told = {name: getattr(article, name) for name in same}
    said = {"title": version.title, "body": version.body, "published_at": version.published_at}
    return {"id": article.pk, "version": version.number} | told | said
