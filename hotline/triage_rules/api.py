"""The triage rules over the API: read, write a version whole, try it on real calls, put it in force."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.journal.actor import Actor
from workorders import rules
from workorders.commands import ruling
from workorders.models import TriageRules

from .dry_run import LARGEST, dry_run
from .queries import versions_shown


class TriageVersionShape(serializers.Serializer[dict[str, Any]]):
    """One version of the triage rules; `rules` as the administration writes them, left out of the list."""

    version = serializers.CharField()
    in_force = serializers.BooleanField()
    draft = serializers.BooleanField()
    based_on = serializers.CharField()
    rules = serializers.ListField(child=serializers.DictField(), required=False)


class TriageVersionsShape(serializers.Serializer[dict[str, Any]]):
    """Every version, the newest first."""

    results = TriageVersionShape(many=True)


class TriageBeginShape(serializers.Serializer[dict[str, Any]]):
    """A new draft: a copy of `based_on`, or with `rules` given whole."""

    based_on = serializers.CharField(max_length=20)
    rules = serializers.ListField(child=serializers.DictField(), required=False, max_length=200)


class TriageTryShape(serializers.Serializer[dict[str, Any]]):
    """How many of the last calls are decided again."""

    calls = serializers.IntegerField(min_value=1, max_value=LARGEST, required=False, default=1000)


class TriageMoveShape(serializers.Serializer[dict[str, Any]]):
    """What changes: priority, handling or urgency, from what to what, how often."""

    part = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    calls = serializers.IntegerField()


class TriageDryRunShape(serializers.Serializer[dict[str, Any]]):
    """What a version would have said of the last calls, compared with the one in force."""

    instead_of = serializers.CharField()
    calls = serializers.IntegerField()
    changed = serializers.IntegerField()
    stricter = serializers.IntegerField()
    laxer = serializers.IntegerField()
    facts_missing = serializers.IntegerField()
    moves = TriageMoveShape(many=True)


class TriageActivateShape(serializers.Serializer[dict[str, Any]]):
    """Why a version is put in force, and the version it was compared with."""

    instead_of = serializers.CharField(max_length=20)
    reason = serializers.CharField(max_length=300)


def _row(version: str) -> TriageRules:
    row = TriageRules.objects.filter(version=version).first()
    if row is None:
        raise ruling.NoSuchVersion
    return row


def _told(row: TriageRules) -> dict[str, Any]:
    in_force = row.version == rules.triage_rules()["version"]
    return {"version": row.version, "in_force": in_force, "draft": row.draft, "based_on": row.based_on}


class TriageVersions(APIView):
    """The versions."""

    actions = {"GET": Action.RULES_VIEW, "POST": Action.RULES_EDIT}

    @extend_schema(operation_id="rules_triage_list", responses=TriageVersionsShape)
    def get(self, request: Request) -> Response:
        """List every version, the newest first."""
        return Response({"results": [_told(one.row) for one in versions_shown()]})

    @extend_schema(request=TriageBeginShape, responses={201: TriageVersionShape})
    def post(self, request: Request) -> Response:
        """Begin a draft."""
        shape = TriageBeginShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said = shape.validated_data
        actor = Actor.user(signed_in(request))
        made = ruling.begin_version(based_on=said["based_on"], whole=said.get("rules"), actor=actor, now=timezone.now())
        return Response(_told(made) | {"rules": made.rules}, status=status.HTTP_201_CREATED)


class TriageVersion(APIView):
    """One version."""

    action = Action.RULES_VIEW

    @extend_schema(responses=TriageVersionShape)
    def get(self, request: Request, version: str) -> Response:
        """Read one version with its rules."""
        row = _row(version)
        return Response(_told(row) | {"rules": row.rules})


class TriageDryRun(APIView):
    """What a version would change."""

    action = Action.RULES_VIEW

    @extend_schema(responses=TriageDryRunShape, parameters=[OpenApiParameter("calls", int)])
    def get(self, request: Request, version: str) -> Response:
        """Decide the last calls again by this version; nothing is written."""
        shape = TriageTryShape(data=request.query_params)
        shape.is_valid(raise_exception=True)
        row, in_force = _row(version), rules.triage_rules()
        tried = {"version": row.version, "rules": row.rules}
        run = dry_run(tried, instead_of=in_force, calls=shape.validated_data["calls"])
        moves = [{"part": part, "before": old, "after": new, "calls": n} for part, old, new, n in run.moves]
        counts = {name: getattr(run, name) for name in ("calls", "changed", "stricter", "laxer", "facts_missing")}
        return Response({"instead_of": in_force["version"], **counts, "moves": moves})


class TriageActivationNoun(APIView):
    """Putting a version in force."""

    action = Action.RULES_EDIT

    @extend_schema(request=TriageActivateShape, responses=TriageVersionShape)
    def post(self, request: Request, version: str) -> Response:
        """Let a version decide, a new one or one that was before."""
        shape = TriageActivateShape(data=request.data)
        shape.is_valid(raise_exception=True)
        actor = Actor.user(signed_in(request))
        row = ruling.activate(version=version, **shape.validated_data, actor=actor, now=timezone.now())
        rules.forget()
        return Response(_told(row))
