"""What the duty roster keeps: what must be filled, by which pattern, by whom for which hours, and who is away."""

from datetime import time
from typing import Final

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.network.models import Branch

from ..hours import Hours

MIDNIGHT: Final = time(0, 0)


def every_day() -> list[int]:
    """Monday to Sunday, as ISO 8601 numbers them."""
    return [1, 2, 3, 4, 5, 6, 7]


class Level(models.TextChoices):
    """The levels an order escalates through (三级联动: station, branch, group)."""

    STATION_HEAD = "station_head", _("Station head")
    BRANCH_DISPATCHER = "branch_dispatcher", _("Branch dispatcher")
    BRANCH_DUTY_LEADER = "branch_duty_leader", _("Branch duty leader")
    GROUP_OFFICE = "group_office", _("Group emergency office")
    GROUP_LEADER = "group_leader", _("Group leader")


class Origin(models.TextChoices):
    """How somebody came to be on duty for some hours."""

    PATTERN = "pattern", pgettext_lazy("duty origin", "By the pattern")
    HAND = "hand", pgettext_lazy("duty origin", "Entered by hand")
    SWAP = "swap", pgettext_lazy("duty origin", "By a swap")


class LeaveKind(models.TextChoices):
    """Why somebody is away; more than this the roster need not know."""

    ANNUAL = "annual", pgettext_lazy("leave", "Annual leave")
    SICK = "sick", pgettext_lazy("leave", "Sick leave")
    PERSONAL = "personal", pgettext_lazy("leave", "Personal leave")
    TRAINING = "training", pgettext_lazy("leave", "Training or business trip")


class LeaveState(models.TextChoices):
    """Where a leave stands; only one that is granted takes somebody off the roster."""

    ASKED = "asked", pgettext_lazy("leave", "Asked for")
    GRANTED = "granted", pgettext_lazy("leave", "Granted")
    REFUSED = "refused", pgettext_lazy("leave", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("leave", "Withdrawn")


class SwapState(models.TextChoices):
    """Where a swap stands; the hours change hands when it is done, not before."""

    ASKED = "asked", pgettext_lazy("swap", "Waiting for the other")
    ACCEPTED = "accepted", pgettext_lazy("swap", "Waiting for the leader")
    DONE = "done", pgettext_lazy("swap", "Done")
    DECLINED = "declined", pgettext_lazy("swap", "Declined")
    REFUSED = "refused", pgettext_lazy("swap", "Refused by the leader")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap", "Withdrawn")


OPEN_SWAPS: Final = (SwapState.ASKED, SwapState.ACCEPTED)


class RosterRule(models.Model):
    """One number of the roster, as the utility sets it."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    value = models.PositiveSmallIntegerField(_("value"))
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("roster rule")
        verbose_name_plural = _("roster rules")

    def __str__(self) -> str:
        return self.code


class Post(models.Model):
    """A post (岗位) that must be filled: how many people, on which days, from when until when.

    ``begins`` and ``ends`` alike mean round the clock; an end before the beginning lies on the
    next day. ``people`` 0 says that the utility has no such post.
    """

    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="posts")
    people = models.PositiveSmallIntegerField(_("people needed"), default=1)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=every_day, verbose_name=_("weekdays"))
    begins = models.TimeField(_("from"), default=MIDNIGHT)
    ends = models.TimeField(_("until"), default=MIDNIGHT)
    swap_needs_leader = models.BooleanField(_("a swap needs the leader's word"), default=True)
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["level", "branch"], nulls_distinct=False, name="post_one_per_level")
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} · {self.branch.name if self.branch else _('Group')}"


class Pattern(models.Model):
    """Hours that come again (排班规律): a post's, filled by people in turn, or a crew's.

    A round has ``turns`` turns of ``turn_days`` days each, counted from ``valid_from``. At a post
    the person at that place of the round is on duty, and nobody where the place is empty; a crew
    is on duty in the first turn of each round. ``drawn_until`` is the last day that was drawn.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, blank=True, related_name="patterns")
    crew = models.ForeignKey("crews.Crew", on_delete=models.CASCADE, null=True, blank=True, related_name="patterns")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=every_day, verbose_name=_("weekdays"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    turn_days = models.PositiveSmallIntegerField(_("days a turn lasts"), default=1)
    turns = models.PositiveSmallIntegerField(_("turns in a round"), default=1)
    drawn_until = models.DateField(_("drawn until"), null=True, blank=True)

    class Meta:
        verbose_name = _("roster pattern")
        verbose_name_plural = _("roster patterns")
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, crew__isnull=True) | Q(post__isnull=True, crew__isnull=False),
                name="pattern_of_a_post_or_a_crew",
            ),
            models.CheckConstraint(condition=Q(turn_days__gte=1, turns__gte=1), name="pattern_has_turns"),
        ]

    def __str__(self) -> str:
        return f"{self.post or self.crew} {self.begins:%H:%M}–{self.ends:%H:%M}"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"pattern:{self.pk}"


class PatternTurn(models.Model):
    """Who is on duty at one place of a pattern's round."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="people")
    place = models.PositiveSmallIntegerField(_("place"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("turn of a pattern")
        verbose_name_plural = _("turns of a pattern")
        ordering = ["pattern_id", "place"]
        constraints = [models.UniqueConstraint(fields=["pattern", "place"], name="pattern_turn_one_per_place")]


class DutyPost(models.Model):
    """A person on duty at a level of a branch (``branch`` empty: the group) for some hours.

    A row is never rewritten: who takes over gets a new row ``instead_of`` it, and the old one is
    cancelled. So a day of a pattern that somebody changed is not drawn again, and one can see who
    was to come. The database refuses a person two duties at once.
    """

    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="duty_posts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duty_posts")
    hours = DateTimeRangeField(_("hours"))
    origin = models.CharField(_("how"), max_length=8, choices=Origin.choices, default=Origin.HAND)
    pattern = models.ForeignKey(Pattern, on_delete=models.SET_NULL, null=True, blank=True, related_name="duties")
    day = models.DateField(_("day of the pattern"), null=True, blank=True)
    instead_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="taken_by")
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    # There only when read through ``presence.duties_in``.
    parts: list[Hours]

    class Meta:
        verbose_name = _("duty post")
        verbose_name_plural = _("duty posts")
        indexes = [
            models.Index(fields=["level", "branch"], name="duty_post_level"),
            GistIndex(fields=["hours"], condition=Q(cancelled_at__isnull=True), name="duty_post_hours"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pattern", "day"], name="duty_once_per_pattern_day"),
            ExclusionConstraint(
                name="duty_one_at_a_time",
                expressions=[("user", RangeOperators.EQUAL), ("hours", RangeOperators.OVERLAPS)],
                condition=Q(cancelled_at__isnull=True),
            ),
        ]

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"duty:{self.pk}"

    @property
    def board_slugs(self) -> list[str]:
        """The board of its branch, or the group's."""
        return [f"branch-{self.branch_id}" if self.branch_id else "group"]


class Leave(models.Model):
    """A person away for some hours; granted, their duties in it become gaps."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="leaves")
    hours = DateTimeRangeField(_("hours"))
    kind = models.CharField(_("kind"), max_length=10, choices=LeaveKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=LeaveState.choices, default=LeaveState.ASKED)
    asked_at = models.DateTimeField(_("asked at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        constraints = [
            ExclusionConstraint(
                name="leave_once_at_a_time",
                expressions=[("user", RangeOperators.EQUAL), ("hours", RangeOperators.OVERLAPS)],
                condition=Q(state__in=[LeaveState.ASKED, LeaveState.GRANTED]),
            ),
            models.CheckConstraint(
                condition=~Q(state=LeaveState.GRANTED) | Q(decided_at__isnull=False), name="leave_granted_has_time"
            ),
        ]

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"leave:{self.pk}"


class Swap(models.Model):
    """One person asks another to take a duty, against one of theirs (``counter``) or for nothing."""

    duty = models.ForeignKey(DutyPost, on_delete=models.CASCADE, related_name="swaps")
    counter = models.ForeignKey(DutyPost, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="swaps_asked")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="swaps_received")
    state = models.CharField(_("state"), max_length=10, choices=SwapState.choices, default=SwapState.ASKED)
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("swap of duties")
        verbose_name_plural = _("swaps of duties")
        constraints = [
            models.UniqueConstraint(fields=["duty"], condition=Q(state__in=OPEN_SWAPS), name="swap_one_open_per_duty"),
            models.CheckConstraint(condition=~Q(asker=models.F("other")), name="swap_between_two"),
            models.CheckConstraint(
                condition=~Q(state=SwapState.DONE) | Q(answered_at__isnull=False), name="swap_done_was_accepted"
            ),
        ]

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"swap:{self.pk}"


class DutyPhone(models.Model):
    """The number a person answers while on duty; on the roster, never in the journal."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duty_phone")
    number = models.CharField(_("duty telephone"), max_length=24)

    class Meta:
        verbose_name = _("duty telephone")
        verbose_name_plural = _("duty telephones")

    def __str__(self) -> str:
        return self.number
