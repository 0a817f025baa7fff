"""Incidents: what burst, how far it reaches, which orders are gathered under it."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.network.models import Branch, Building, Loop
from workorders.models import WorkOrder

from .handover.models import HandoverNote, NoteState, WatchItem
from .planned_stops.models import PlannedStop, StopReason, StopState

__all__ = [
    "ALLOWED_PHASES",
    "HEAT_AWAY",
    "HandoverNote",
    "Incident",
    "IncidentLevel",
    "IncidentNote",
    "IncidentWorkOrder",
    "Kind",
    "LevelRule",
    "NoteState",
    "Phase",
    "PlannedStop",
    "StopReason",
    "StopState",
    "WatchItem",
]


class Kind(models.TextChoices):
    """What an incident can be; each will have its action card (应急处置卡)."""

    PRIMARY_BURST = "primary_burst", _("Primary main burst")
    SECONDARY_LEAK = "secondary_leak", _("Secondary pipe leak")
    FLAT_FLOODED = "flat_flooded", _("Flooding in a flat")
    STATION_POWER_LOSS = "station_power_loss", _("Station without power or water")
    STATION_FLOODED = "station_flooded", _("Station flooded")
    CONFINED_SPACE = "confined_space", _("Confined-space distress")
    SCALD = "scald", _("Scald")
    ROAD_COLLAPSE = "road_collapse", _("Road collapse")
    SOURCE_LOST = "source_lost", _("Heat source lost")
    EXTREME_COLD = "extreme_cold", _("Extreme cold")


class IncidentLevel(models.TextChoices):
    """Grades of the city plan, gravest first; set by a person."""

    I = "I", pgettext_lazy("incident level", "Level I (extraordinary)")  # noqa: E741 - the plan's own name
    II = "II", pgettext_lazy("incident level", "Level II (major)")
    III = "III", pgettext_lazy("incident level", "Level III (serious)")
    IV = "IV", pgettext_lazy("incident level", "Level IV (ordinary)")


class Phase(models.TextChoices):
    """Where an incident stands."""

    DECLARED = "declared", pgettext_lazy("incident phase", "Declared")
    CONTAINED = "contained", pgettext_lazy("incident phase", "Contained (water stopped)")
    RESTORED = "restored", pgettext_lazy("incident phase", "Restored (heat back)")
    CLOSED = "closed", pgettext_lazy("incident phase", "Closed")


# Where an incident may go from where it stands. Closing what was only declared says: it was none.
ALLOWED_PHASES: Final[dict[Phase, frozenset[Phase]]] = {
    Phase.DECLARED: frozenset({Phase.CONTAINED, Phase.RESTORED, Phase.CLOSED}),
    Phase.CONTAINED: frozenset({Phase.RESTORED, Phase.DECLARED}),
    Phase.RESTORED: frozenset({Phase.CLOSED, Phase.DECLARED}),
    Phase.CLOSED: frozenset(),
}
# While it stands in these, the heat is away and callers about it are gathered.
HEAT_AWAY: Final = (Phase.DECLARED, Phase.CONTAINED)


class Incident(models.Model):
    """An emergency that is more than one order: one record, one commander, one message to the public.

    ``loops`` is how far it reaches in the network: a caller from a building on one of
    them hears about it and is gathered here. ``version`` counts what people decide about
    it (phase, level, reach, command); callers and orders that are gathered do not count,
    so that a thousand callers never make a commander's decision stale.
    """

    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(_("type"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120)
    level = models.CharField(_("level"), max_length=3, choices=IncidentLevel.choices)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices, default=Phase.DECLARED)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True)
    building = models.ForeignKey(Building, on_delete=models.PROTECT, null=True, blank=True)
    place_text = models.CharField(_("place"), max_length=300)
    loops = models.ManyToManyField(Loop, blank=True, related_name="incidents", verbose_name=_("loops affected"))
    households = models.PositiveIntegerField(_("households affected"), default=0)
    report_count = models.PositiveIntegerField(_("callers gathered"), default=0)
    commander = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    declared_at = models.DateTimeField(_("declared at"))
    phase_at = models.DateTimeField(_("in this phase since"))
    contained_at = models.DateTimeField(_("contained at"), null=True, blank=True)
    restored_at = models.DateTimeField(_("restored at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    next_update_at = models.DateTimeField(_("next update at"), null=True, blank=True)
    public_note = models.CharField(_("words for the public"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        constraints = [
            models.CheckConstraint(
                condition=~Q(phase=Phase.CLOSED) | Q(closed_at__isnull=False), name="incident_closed_has_time"
            )
        ]
        indexes = [models.Index(fields=["branch"], condition=~Q(phase=Phase.CLOSED), name="incident_open_by_branch")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number people read out."""
        return f"IN-{self.pk:06d}"

    @property
    def subject(self) -> str:
        """How the journal names this incident."""
        return f"incident:{self.pk}"

    def is_update_late(self, now: datetime) -> bool:
        """Whether callers were promised word by now and had none."""
        return self.next_update_at is not None and self.next_update_at <= now

    @property
    def board_slugs(self) -> list[str]:
        """Its own board, and the board of its branch (the group's when it has none)."""
        return [f"incident-{self.pk}", f"branch-{self.branch_id}" if self.branch_id else "group"]


class IncidentWorkOrder(models.Model):
    """An order gathered under an incident; one incident at a time."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="gathered")
    work_order = models.OneToOneField(WorkOrder, on_delete=models.CASCADE, related_name="gathered_in")

    class Meta:
        verbose_name = _("gathered work order")
        verbose_name_plural = _("gathered work orders")


class IncidentNote(models.Model):
    """A line a person wrote into the log. The text stays here, erasable; the journal keeps that it was written."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField(_("at"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("incident note")
        verbose_name_plural = _("incident notes")


class LevelRule(models.Model):
    """From how many households, or how much heated area, a level is proposed. A person sets the level."""

    level = models.CharField(_("level"), max_length=3, choices=IncidentLevel.choices, unique=True)
    households_from = models.PositiveIntegerField(_("households, from"), null=True, blank=True)
    area_from_m2 = models.PositiveIntegerField(_("heated area from, m²"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("level rule")
        verbose_name_plural = _("level rules")

    def __str__(self) -> str:
        return self.get_level_display()
