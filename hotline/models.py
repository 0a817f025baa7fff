"""Calls: who said what, where, when, and what became of it."""

from typing import Final

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.network.models import Branch, Building
from incidents.models import Incident, PlannedStop
from workorders.catalogue import Category, Extent, GuidanceOutcome, dangers_in
from workorders.models import WorkOrder

from .call_backs.models import CallBack, CallBackRule
from .callers.models import CallerKnown
from .catalogue.models import ProblemItem
from .channels.models import CallFile, ChannelStandard, FileRow, IntakeSource, JournalCursor, Ticket, Told
from .drafts.models import CallDraft
from .duplicates.choice import HowJoined
from .guidance.models import Guidance
from .knowledge.models import Article, ArticleVersion
from .scripts.models import CallerTold, Script, Situation
from .shift.models import DeskTarget, SeatSession, SeatStretch
from .suppliers.models import Referral, Supplier, SupplierArea
from .telephony.models import DeskStandard, ExchangeEvent, Ring

__all__ = [
    "Article",
    "ArticleVersion",
    "Call",
    "CallBack",
    "CallBackRule",
    "CallDraft",
    "CallFile",
    "CallOutcome",
    "CallerKnown",
    "CallerTold",
    "Channel",
    "ChannelStandard",
    "DeskStandard",
    "DeskTarget",
    "ExchangeEvent",
    "FileRow",
    "Guidance",
    "GuidanceOutcome",
    "IntakeSource",
    "JournalCursor",
    "PlaceMatch",
    "ProblemItem",
    "Referral",
    "Ring",
    "Script",
    "SeatSession",
    "SeatStretch",
    "Situation",
    "Supplier",
    "SupplierArea",
    "Ticket",
    "Told",
]


class Channel(models.TextChoices):
    """How a report reached us."""

    PHONE = "phone", _("Telephone")
    CITY_LINE = "12345", _("City line 12345")
    APP = "app", _("App")
    WECHAT = "wechat", _("WeChat")
    COUNTER = "counter", _("Counter")


#: Reports that come in without anybody having talked with the caller.
WITHOUT_A_TALK: Final = frozenset({Channel.CITY_LINE, Channel.APP, Channel.WECHAT})


class PlaceMatch(models.TextChoices):
    """How sure we are of the building."""

    EXACT = "exact", _("Exact")
    AMBIGUOUS = "ambiguous", _("Fits several buildings")
    UNMATCHED = "unmatched", _("Not found")


class CallOutcome(models.TextChoices):
    """What became of a call when it was logged."""

    ORDER_OPENED = "order_opened", pgettext_lazy("call outcome", "Work order opened")
    JOINED_ORDER = "joined_order", pgettext_lazy("call outcome", "Joined a work order")
    JOINED_INCIDENT = "joined_incident", pgettext_lazy("call outcome", "Joined an incident")
    TOLD_OF_STOP = "told_of_stop", pgettext_lazy("call outcome", "Told of a planned stop")
    ANSWERED = "answered", pgettext_lazy("call outcome", "Answered")
    NOT_OURS = "not_ours", pgettext_lazy("call outcome", "Not our customer")


class Call(models.Model):
    """One caller's report. Every caller keeps their own, also when it joins an order or incident.

    Names, numbers and words of callers live here and can be erased; the journal holds none.
    """

    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    caller_phone = models.CharField(_("phone"), max_length=20, blank=True)
    caller_name = models.CharField(_("name"), max_length=40, blank=True)
    reported_at = models.DateTimeField(_("reported at"))
    logged_at = models.DateTimeField(_("logged at"))
    logged_by = models.CharField(max_length=60)
    text = models.TextField(_("what the caller says"), blank=True)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    item = models.ForeignKey(
        ProblemItem, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="calls"
    )
    # What each safety question was answered with, true or false; one that was not asked is not in it.
    answers = models.JSONField(_("answers to the safety questions"), default=dict, blank=True)
    extent = models.CharField(_("extent"), max_length=20, choices=Extent.choices, blank=True)
    indoor_temp_c = models.DecimalField(
        _("room temperature, °C"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    building = models.ForeignKey(Building, on_delete=models.PROTECT, null=True, blank=True)
    flat = models.CharField(_("flat"), max_length=32, blank=True)
    place_text = models.CharField(_("place as said"), max_length=300, blank=True)
    place_match = models.CharField(max_length=10, choices=PlaceMatch.choices)
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, null=True, blank=True)
    triage = models.JSONField(_("triage decision"))
    outcome = models.CharField(_("outcome"), max_length=16, choices=CallOutcome.choices)
    joined_how = models.CharField(
        _("decided"), max_length=12, choices=HowJoined.choices, default=HowJoined.BY_RULE, blank=True
    )
    work_order = models.ForeignKey(WorkOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="calls")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="calls")
    planned_stop = models.ForeignKey(PlannedStop, on_delete=models.PROTECT, null=True, blank=True, related_name="calls")

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["order_opened", "joined_order"], work_order__isnull=False)
                | models.Q(outcome="joined_incident", incident__isnull=False)
                | models.Q(outcome="told_of_stop", planned_stop__isnull=False)
                | models.Q(outcome__in=["answered", "not_ours"]),
                name="call_outcome_has_its_record",
            )
        ]
        indexes = [
            models.Index(fields=["reported_at"], name="call_by_report_time"),
            models.Index(fields=["caller_phone", "-id"], name="call_by_phone"),
            models.Index(fields=["building", "-id"], name="call_by_building"),
            # Any part of a number finds who called before.
            GinIndex(fields=["caller_phone"], opclasses=["gin_trgm_ops"], name="call_phone_trgm"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number the caller is given."""
        return f"CA-{self.pk:07d}"

    @property
    def subject(self) -> str:
        """How the journal names this call."""
        return f"call:{self.pk}"

    @property
    def dangers(self) -> list[str]:
        """The dangers that were answered with yes, in the order of the script."""
        return dangers_in(self.answers)

    @property
    def place_label(self) -> str:
        """Where, as people write it."""
        if self.building is None:
            return self.place_text
        return " ".join(part for part in (self.building.street, self.building.number, self.flat) if part)
