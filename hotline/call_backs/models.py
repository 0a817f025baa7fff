"""Call-backs: one row per caller and reason, from the day it is owed to what the caller said."""

from typing import Final

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Why(models.TextChoices):
    """Why a caller is called back."""

    AFTER_WORK = "after_work", pgettext_lazy("call-back", "After the work")
    AFTER_GUIDANCE = "after_guidance", pgettext_lazy("call-back", "After guidance")
    PROMISED = "promised", pgettext_lazy("call-back", "Promised")
    RESTORED = "restored", pgettext_lazy("call-back", "Heat restored")


class CallBackState(models.TextChoices):
    """Whether somebody still has to call."""

    OPEN = "open", pgettext_lazy("call-back", "Open")
    SETTLED = "settled", pgettext_lazy("call-back", "Settled")


class Said(models.TextChoices):
    """What became of a call-back. ``no_answer`` settles one only when a supervisor gives it up, with the reason."""

    SOLVED = "solved", pgettext_lazy("call-back", "Solved")
    NOT_SOLVED = "not_solved", pgettext_lazy("call-back", "Not solved")
    NO_ANSWER = "no_answer", pgettext_lazy("call-back", "No answer")
    WRONG_NUMBER = "wrong_number", pgettext_lazy("call-back", "Wrong number")
    REFUSED = "refused", pgettext_lazy("call-back", "Does not want to answer")
    NO_NUMBER = "no_number", pgettext_lazy("call-back", "No number to call")
    WITHDRAWN = "withdrawn", pgettext_lazy("call-back", "Withdrawn: there is work again")


# The caller was on the line.
REACHED: Final = (Said.SOLVED, Said.NOT_SOLVED, Said.REFUSED)
# Minutes of a month: no number of the call-backs is larger.
_MOST: Final = 43_200
# What an operator may say of a call.
SAYABLE: Final = (
    Said.SOLVED,
    Said.NOT_SOLVED,
    Said.NO_ANSWER,
    Said.WRONG_NUMBER,
    Said.REFUSED,
    Said.NO_NUMBER,
)


class Satisfied(models.TextChoices):
    """How satisfied the caller is (满意)."""

    VERY = "very", pgettext_lazy("satisfied", "Very satisfied")
    OK = "ok", pgettext_lazy("satisfied", "Satisfied")
    NOT = "not", pgettext_lazy("satisfied", "Not satisfied")


class CallBack(models.Model):
    """A call that is owed to one caller.

    The number and the caller's words stay in the call; the note is what the operator
    writes down and can be erased with it. ``rank`` is how critical the caller is when
    the row is made (0 first). ``next_try_at`` is not before when: a promised time, or
    the next try after nobody answered; ``None`` is now.
    """

    call = models.ForeignKey("hotline.Call", on_delete=models.PROTECT, related_name="call_backs")
    why = models.CharField(_("why"), max_length=16, choices=Why.choices)
    work_order = models.ForeignKey(
        "workorders.WorkOrder", on_delete=models.PROTECT, null=True, blank=True, related_name="call_backs"
    )
    incident = models.ForeignKey(
        "incidents.Incident", on_delete=models.PROTECT, null=True, blank=True, related_name="call_backs"
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=5)
    opened_at = models.DateTimeField(_("owed since"))
    due_at = models.DateTimeField(_("due at"))
    state = models.CharField(_("state"), max_length=8, choices=CallBackState.choices, default=CallBackState.OPEN)
    outcome = models.CharField(_("outcome"), max_length=16, choices=Said.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_tried_at = models.DateTimeField(_("last tried at"), null=True, blank=True)
    next_try_at = models.DateTimeField(_("next try at"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    reached_at = models.DateTimeField(_("caller reached at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.CharField(max_length=60, blank=True)
    satisfied = models.CharField(_("satisfied"), max_length=4, choices=Satisfied.choices, blank=True)
    temperature_c = models.DecimalField(
        _("room temperature, °C"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    room = models.CharField(_("room"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "why"], condition=Q(state="open"), name="call_back_one_open_per_call_and_reason"
            ),
            models.UniqueConstraint(
                fields=["claimed_by"], condition=Q(claimed_by__isnull=False), name="call_back_one_in_hand_per_person"
            ),
            models.CheckConstraint(
                condition=Q(state="open", outcome="", settled_at__isnull=True)
                | (Q(state="settled", settled_at__isnull=False, claimed_by__isnull=True) & ~Q(outcome="")),
                name="call_back_settled_says_how",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_at__isnull=True)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="call_back_claimed_since",
            ),
        ]
        indexes = [
            models.Index(fields=["-incident", "rank", "opened_at"], condition=Q(state="open"), name="call_back_open"),
            models.Index(fields=["work_order"], name="call_back_by_order"),
            models.Index(fields=["settled_at"], name="call_back_by_settling"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the journal names this call-back."""
        return f"call_back:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to call."""
        return self.state == CallBackState.OPEN


class CallBackRule(models.Model):
    """A number of the call-backs, with where it comes from: never a number in the code."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    value = models.PositiveIntegerField(_("value"), validators=[MaxValueValidator(_MOST)])
    source = models.CharField(_("source"), max_length=200)
    confirmed_locally = models.BooleanField(_("confirmed locally"), default=False)

    class Meta:
        verbose_name = _("rule of the call-backs")
        verbose_name_plural = _("rules of the call-backs")

    def __str__(self) -> str:
        return self.code
