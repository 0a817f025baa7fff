"""Who may sign in, in which role, and for which branches."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The seven kinds of people who live in the system; one per user."""

    OPERATOR = "operator", _("Hotline operator")
    DISPATCHER = "dispatcher", _("Dispatcher")
    CREW = "crew", _("Field crew")
    DUTY_LEADER = "duty_leader", _("Duty leader")
    COMMANDER = "commander", _("Incident commander")
    MANAGER = "manager", _("Manager")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):
    """A person, or a machine account of a neighbouring system.

    ``branch_ids`` is the branch scope: the ids of the branches this person works
    for; empty means the whole group. It holds plain ids because ``access`` lies
    below ``network`` and must not know it.
    """

    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.OPERATOR)
    branch_ids = ArrayField(
        models.BigIntegerField(), default=list, blank=True, verbose_name=_("branches (empty: the whole group)")
    )
    may_backdate = models.BooleanField(
        _("may backdate"),
        default=False,
        help_text=_("May file calls with the time they were reported in the past: logs of other systems."),
    )

    # ``createsuperuser`` asks for the role: only that opens the administration.
    REQUIRED_FIELDS = ["role"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
