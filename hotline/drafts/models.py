"""The unfinished call of one operator, as far as it was typed."""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# A form that is filled to the brim takes less than half of this.
LARGEST_BYTES: Final = 16_384


class DraftState(models.TextChoices):
    """Where an unfinished call stands."""

    OPEN = "open", pgettext_lazy("unfinished call", "Being typed")
    PARKED = "parked", pgettext_lazy("unfinished call", "Parked")
    DONE = "done", pgettext_lazy("unfinished call", "Filed or let go")


class CallDraft(models.Model):
    """What one operator has typed of one call.

    ``key`` is made by the browser, and is the ``request_id`` the call will be filed under: however
    many machines it is continued and sent from, it is filed once. ``version`` counts what was kept;
    a browser says which version it typed on. Filed or let go, the words are gone at once and the
    row stays empty for a day, so that a late copy does not bring the call to life again.

    Names, numbers and words of callers: read by nobody but ``user``, in no journal and not in the
    administration.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="call_drafts")
    key = models.UUIDField(_("key"))
    state = models.CharField(_("state"), max_length=6, choices=DraftState.choices, default=DraftState.OPEN)
    content = models.JSONField(_("what was typed"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    began_at = models.DateTimeField(_("began at"))
    updated_at = models.DateTimeField(_("kept at"))
    parked_at = models.DateTimeField(_("parked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("unfinished call")
        verbose_name_plural = _("unfinished calls")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="draft_once_per_key"),
            models.CheckConstraint(
                condition=models.Q(state="parked", parked_at__isnull=False)
                | (~models.Q(state="parked") & models.Q(parked_at__isnull=True)),
                name="draft_parked_since",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(content={}), name="draft_done_says_nothing"
            ),
        ]
        indexes = [models.Index(fields=["updated_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return str(self.key)
