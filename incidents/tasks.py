"""Periodic jobs of incidents and shifts, each once a period."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from heating_ops.timers.jobs import claim

from .handover.deadlines import find_missing


@shared_task
def find_missing_handovers() -> None:
    """Tell the changes of shift that nobody handed over, every five minutes."""
    now = timezone.now()
    with transaction.atomic():
        if claim("find_missing_handovers", every=timedelta(minutes=5), now=now):
            find_missing(now=now)
