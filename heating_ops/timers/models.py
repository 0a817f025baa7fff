"""What must happen by when: deadlines are rows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _


class Deadline(models.Model):
    """One thing that must have happened by ``due_at``, or its handler runs.

    ``generation`` is the subject's own counter at the time of arming. While
    ``paused_at`` is set the clock stands still; ``clock.resume`` moves the row's
    times by as long as it stood. ``marks`` are percents of its time at which it is
    heard as well, ``told_mark`` the highest that was; ``next_attempt_at`` is the
    moment of the next mark or, after the last, ``due_at``. ``set_at`` is when the
    times were set, by the database's clock: what was due before it was set is not late.
    """

    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=60)
    generation = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"))
    marks = ArrayField(models.PositiveSmallIntegerField(), default=list, db_default=[])
    told_mark = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_attempt_at = models.DateTimeField()
    set_at = models.DateTimeField(db_default=Now(), editable=False)
    fired_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind"],
                condition=models.Q(fired_at__isnull=True, cancelled_at__isnull=True),
                name="deadline_one_open_per_kind",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=models.Q(fired_at__isnull=True, cancelled_at__isnull=True, paused_at__isnull=True),
                name="deadline_open_due",
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(fired_at__isnull=True, cancelled_at__isnull=True, attempts__gt=0),
                name="deadline_failing",
            ),
            # Both what has been late lately and what is old enough to go.
            models.Index(
                Coalesce("cancelled_at", "fired_at"),
                condition=models.Q(fired_at__isnull=False) | models.Q(cancelled_at__isnull=False),
                name="deadline_over",
            ),
            models.Index(fields=["subject"], name="deadline_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class JobRun(models.Model):
    """A periodic job that ran in a period; two beats or a repeated message claim it once."""

    job = models.CharField(_("job"), max_length=60)
    period = models.DateTimeField(_("period"))
    ran_at = models.DateTimeField(_("ran at"))

    class Meta:
        verbose_name = _("periodic job run")
        verbose_name_plural = _("periodic job runs")
        constraints = [models.UniqueConstraint(fields=["job", "period"], name="job_once_per_period")]

    def __str__(self) -> str:
        return f"{self.job} {self.period:%Y-%m-%d %H:%M}"
