"""Periodic jobs of the hotline, sent by beat."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from heating_ops.timers.jobs import claim

from .drafts.commands import forget_old


@shared_task
def forget_drafts() -> None:
    """Delete unfinished calls nobody came back to, every ten minutes."""
    now = timezone.now()
    with transaction.atomic():
        if claim("forget_drafts", every=timedelta(minutes=10), now=now):
            forget_old(now=now)
