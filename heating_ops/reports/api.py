"""Reports over the API."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in

from .asked import DayQuery, asked_by

_PARAMETERS = [
    OpenApiParameter("date", str, description="YYYY-MM-DD; today if not said."),
    OpenApiParameter("branch", int, description="A branch's id; all of yours if not said."),
]


class DailyReport(APIView):
    """One day's figures."""

    action = Action.REPORT_VIEW

    @extend_schema(parameters=_PARAMETERS, responses={200: dict})
    def get(self, request: Request) -> Response:
        """Calls and work orders of a day, with the rates and what they are made of."""
        user = signed_in(request)
        query = DayQuery(data=request.query_params, user=user)
        query.is_valid(raise_exception=True)
        return Response(asked_by(user, query.validated_data).report(now=timezone.now()))
