"""Periodic jobs, each at most once a period, however many beats and workers there are."""

from datetime import datetime, timedelta

from django.db import connection

from .models import JobRun

_KEPT = timedelta(days=30)


def claim(job: str, *, every: timedelta, now: datetime) -> bool:
    """Claim a job for the period ``now`` lies in; false when somebody has it already.

    Call it in the transaction of the job's own writes where it has any, so that a
    job that fails can be claimed again.
    """
    seconds = int(every.total_seconds())
    period = datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timers_jobrun (job, period, ran_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [job, period, now],
        )
        claimed: bool = cursor.rowcount == 1
    if claimed:
        JobRun.objects.filter(job=job, ran_at__lt=now - _KEPT).delete()
    return claimed
