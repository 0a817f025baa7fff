"""Periodic jobs, sent by beat. Each runs once a period; none is in the path of a deadline."""

from datetime import timedelta

from celery import shared_task
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from heating_ops.crews.duty.watching import watch
from heating_ops.journal import anchors
from heating_ops.notify.customers import forget_numbers
from heating_ops.timers.cleaning import forget_long_over
from heating_ops.timers.jobs import claim


@shared_task
def anchor_journal() -> None:
    """Write the heads of the boards outside the database, every five minutes."""
    now = timezone.now()
    with transaction.atomic():
        if claim("anchor_journal", every=timedelta(minutes=5), now=now):
            anchors.write(now=now)


@shared_task
def clear_sessions() -> None:
    """Delete sessions that have ended, every hour."""
    with transaction.atomic():
        if claim("clear_sessions", every=timedelta(hours=1), now=timezone.now()):
            call_command("clearsessions")


@shared_task
def keep_roster() -> None:
    """Draw the duty roster further and tell the gaps ahead, every hour."""
    now = timezone.now()
    with transaction.atomic():
        if claim("keep_roster", every=timedelta(hours=1), now=now):
            watch(now=now)


@shared_task
def forget_customer_numbers() -> None:
    """Wipe the numbers of old texts to customers, every hour."""
    now = timezone.now()
    with transaction.atomic():
        if claim("forget_customer_numbers", every=timedelta(hours=1), now=now):
            forget_numbers(now=now)


@shared_task
def forget_deadlines() -> None:
    """Delete deadlines that are long over, every hour; a part at a time, so the job is claimed for itself."""
    now = timezone.now()
    if claim("forget_deadlines", every=timedelta(hours=1), now=now):
        forget_long_over(now=now)
