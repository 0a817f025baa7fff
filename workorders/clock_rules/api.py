"""The clocks' numbers over the API: read, edit one, switch the profile, try and apply."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from heating_ops.access.permissions import Action
from heating_ops.access.web import signed_in
from heating_ops.journal.actor import Actor

from . import commands
from .applying import DryRun, apply_rules, dry_run
from .book import read_book
from .models import ClockProfile
from .queries import profiles_shown, told


class ClockProfilesShape(serializers.Serializer[dict[str, Any]]):
    """Every profile with its numbers, the one in force first."""

    profiles = serializers.ListField(child=serializers.DictField())


class ClockDryRunShape(serializers.Serializer[dict[str, Any]]):
    """How many open orders get sooner or later due times; `overdue`: a clock of theirs would be over at once."""

    orders = serializers.IntegerField()
    sooner = serializers.IntegerField()
    later = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    overdue = serializers.IntegerField()


class ClockRuleEditShape(serializers.Serializer[dict[str, Any]]):
    """A number, edited; `was` is what the person saw."""

    was = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    minutes = serializers.IntegerField(min_value=0, max_value=commands.LONGEST_MINUTES)
    source = serializers.CharField(max_length=200)  # type: ignore[assignment]
    confirmed_locally = serializers.BooleanField(default=False)


class ClockApplyShape(serializers.Serializer[dict[str, Any]]):
    """Why running clocks are set to the rules in force."""

    reason = serializers.CharField(max_length=300)


class ClockSwitchShape(ClockApplyShape):
    """Which profile is put in force; `apply`: running clocks are set to it, too."""

    profile = serializers.SlugField(max_length=40)
    apply = serializers.BooleanField(default=False)


def _counts(run: DryRun) -> dict[str, int]:
    names = ("orders", "sooner", "later", "unchanged", "overdue")
    return {name: getattr(run, name) for name in names}


class ClockProfiles(APIView):
    """The profiles."""

    action = Action.RULES_VIEW

    @extend_schema(operation_id="clock_rules_read", responses=ClockProfilesShape)
    def get(self, request: Request) -> Response:
        """Every profile with its numbers, sources and flags."""
        return Response({"profiles": told(profiles_shown())})


class ClockDryRun(APIView):
    """What a profile would do to running clocks."""

    action = Action.RULES_VIEW

    @extend_schema(
        operation_id="clock_rules_dry_run",
        parameters=[OpenApiParameter("profile", str, description="Its name; the one in force if not said.")],
        responses=ClockDryRunShape,
    )
    def get(self, request: Request) -> Response:
        """Count open orders whose clocks would be set; nothing is changed."""
        name = request.query_params.get("profile", "")
        profile = ClockProfile.objects.filter(name=name.replace("\x00", "")).first() if name else None
        if name and profile is None:
            raise commands.NoSuchClockRule
        return Response(_counts(dry_run(read_book(profile), now=timezone.now())))


class ClockRuleEdit(APIView):
    """One number."""

    action: ClassVar[Action] = Action.RULES_EDIT

    @extend_schema(operation_id="clock_rule_edit", request=ClockRuleEditShape, responses=ClockProfilesShape)
    def post(self, request: Request, pk: int) -> Response:
        """Edit it; running clocks stay until the rules are applied."""
        shape = ClockRuleEditShape(data=request.data)
        shape.is_valid(raise_exception=True)
        actor = Actor.user(signed_in(request))
        commands.edit_rule(rule_id=pk, **shape.validated_data, actor=actor, now=timezone.now())
        return Response({"profiles": told(profiles_shown())})


class ClockSwitch(APIView):
    """Another profile in force."""

    action: ClassVar[Action] = Action.RULES_EDIT

    @extend_schema(operation_id="clock_profile_switch", request=ClockSwitchShape, responses=ClockProfilesShape)
    def post(self, request: Request) -> Response:
        """Put a profile in force, and set running clocks to it if asked."""
        shape = ClockSwitchShape(data=request.data)
        shape.is_valid(raise_exception=True)
        said, actor, now = shape.validated_data, Actor.user(signed_in(request)), timezone.now()
        commands.switch_profile(name=said["profile"], reason=said["reason"], actor=actor, now=now)
        if said["apply"]:
            apply_rules(actor=actor, reason=said["reason"], now=now)
        return Response({"profiles": told(profiles_shown())})


class ClockApplication(APIView):
    """The rules in force, applied to running clocks."""

    action: ClassVar[Action] = Action.RULES_EDIT

    @extend_schema(operation_id="clock_rules_apply", request=ClockApplyShape, responses=ClockDryRunShape)
    def post(self, request: Request) -> Response:
        """Set the running clocks of open orders to the rules; what was missed stays missed."""
        shape = ClockApplyShape(data=request.data)
        shape.is_valid(raise_exception=True)
        actor = Actor.user(signed_in(request))
        done = apply_rules(actor=actor, reason=shape.validated_data["reason"], now=timezone.now())
        return Response(_counts(done))
