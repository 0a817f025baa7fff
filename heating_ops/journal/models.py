"""What happened: numbered, chained, never edited.

A board is a stream of events; its row holds the last number and the last hash.
Events are written by one SQL function (``journal_append``), at the very end of
the command's transaction, and a trigger refuses to change or delete them.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

GROUP_BOARD = "group"


class Epoch(models.Model):
    """One row: names this history. A restore from backup makes a new one, so that screens start afresh."""

    name = models.UUIDField(default=uuid.uuid4)
    began_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.name)


class Board(models.Model):
    """A numbered stream: one per branch, one per incident, one for the group."""

    slug = models.CharField(max_length=40, unique=True)
    seq = models.BigIntegerField(default=0)
    head_hash = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")

    def __str__(self) -> str:
        return self.slug


class Event(models.Model):
    """A fact in the past tense, with the card as it was after the change."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="events")
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    request_id = models.UUIDField(null=True)
    request_digest = models.CharField(max_length=64, blank=True, default="")
    card = models.JSONField(null=True)
    data = models.JSONField(default=dict)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["board", "seq"], name="journal_event_seq"),
            models.UniqueConstraint(
                fields=["request_id"], condition=models.Q(request_id__isnull=False), name="journal_event_request"
            ),
        ]
        indexes = [models.Index(fields=["subject", "id"], name="journal_event_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
