"""A saved view: whose it is, what it is called, which query it stands for, and which role reads it too."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import Role

LONGEST_NAME = 40
LONGEST_QUERY = 400


class BoardView(models.Model):
    """One saved view. ``shared_with`` empty: only its owner sees it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="board_views")
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    query = models.CharField(_("query"), max_length=LONGEST_QUERY)
    shared_with = models.CharField(_("shared with"), max_length=16, choices=Role.choices, blank=True)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("view of the board")
        verbose_name_plural = _("views of the board")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="board_view_one_of_each_name")]
        indexes = [models.Index(fields=["shared_with"], name="board_view_shared")]

    def __str__(self) -> str:
        return self.name
