"""Who a caller was taken to be, and how often they had called: kept with the call, gone with the person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heating_ops.network.models import Household

from .words import nth_in_words


class CallerKnown(models.Model):
    """What was known of a caller when the call was filed; only calls of which something was known have one.

    ``household`` is whom the operator chose: erasing a household leaves the call and
    empties it. The counts are of calls up to and with this one, so 3 is "the third
    call"; 0 means that there was nothing to count by. The windows are those that were
    in force then, in seconds.
    """

    call = models.OneToOneField("hotline.Call", on_delete=models.CASCADE, related_name="caller_known")
    household = models.ForeignKey(
        Household, verbose_name=_("household"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    window_seconds = models.PositiveIntegerField(_("counted as repeated within, seconds"))
    of_phone = models.PositiveIntegerField(_("calls of the telephone within that time"), default=0)
    of_phone_week = models.PositiveIntegerField(_("calls of the telephone, 7 days"), default=0)
    of_phone_season = models.PositiveIntegerField(_("calls of the telephone, season"), default=0)
    of_flat = models.PositiveIntegerField(_("calls about the flat within that time"), default=0)
    of_flat_week = models.PositiveIntegerField(_("calls about the flat, 7 days"), default=0)
    of_flat_season = models.PositiveIntegerField(_("calls about the flat, season"), default=0)

    class Meta:
        verbose_name = _("known caller")
        verbose_name_plural = _("known callers")

    def __str__(self) -> str:
        return f"caller of call {self.call_id}"

    @property
    def most(self) -> int:
        """The larger of the two counts: "the third call"."""
        return max(self.of_phone, self.of_flat)

    @property
    def is_repeat(self) -> bool:
        """Whether this was not the first call within the time that counts as repeated."""
        return self.most > 1

    @property
    def in_words(self) -> str:
        """Which call of theirs this was, as people say it."""
        return nth_in_words(self.most, self.window_hours)

    @property
    def window_hours(self) -> int:
        """The time that counts as repeated, in whole hours."""
        return max(round(self.window_seconds / 3600), 1)
