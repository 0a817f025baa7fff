"""Reports over the API."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action, branch_filter
from heating_ops.access.web import signed_in

from .daily import Day, daily_report


class DayQuery(serializers.Serializer[dict[str, object]]):
    """Which day; today if not said."""

    date = serializers.DateField(required=False)


class DailyReport(APIView):
    """One day's figures."""

    action = Action.REPORT_VIEW

    @extend_schema(parameters=[OpenApiParameter("date", str, description="YYYY-MM-DD; today if not said.")], responses={200: dict})
    def get(self, request: Request) -> Response:
        """Calls and work orders of a day, with the rates and what they are made of."""
        asked = DayQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        day = Day.of(asked.validated_data.get("date") or timezone.localdate())
        return Response(daily_report(day, branch_ids=branch_filter(signed_in(request), Action.REPORT_VIEW)))
