"""The rings behind each count of the shift, as a list."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.access.models import User
from hotline.telephony.models import Owed, Ring

from .figures import ringing
from .targets import Promises

PAGE: Final = 100


class Show(models.TextChoices):
    """Which of the rings."""

    ALL = "all", pgettext_lazy("rings", "All")
    RINGING = "ringing", _("Ringing now")
    GOOD = "good", _("In time")
    LATE = "late", _("Within the longer time")
    SLOW = "slow", _("Answered late")
    ABANDONED = "abandoned", _("Abandoned")
    OWED = "owed", _("Not reached yet")
    MINE = "mine", _("My calls")


def rings(show: Show, *, user: User, since: datetime, until: datetime, wanted: Promises) -> QuerySet[Ring]:
    """The rings of a stretch of time that a count counts; those that ring now are of any time."""
    if show == Show.RINGING:
        return ringing()
    rung = Ring.objects.filter(rang_at__gte=since, rang_at__lt=until)
    answered = rung.filter(answered_at__isnull=False)
    good, late = (timedelta(seconds=promise.seconds) for promise in (wanted.good, wanted.late))
    match show:
        case Show.GOOD:
            return answered.filter(answered_at__lte=F("rang_at") + good)
        case Show.LATE:
            return answered.filter(answered_at__lte=F("rang_at") + late)
        case Show.SLOW:
            return answered.filter(answered_at__gt=F("rang_at") + late)
        case Show.ABANDONED:
            return rung.filter(missed_at__isnull=False)
        case Show.OWED:
            return rung.filter(owed=Owed.WAITING)
        case Show.MINE:
            return answered.annotate(who=Coalesce("taken_by", "answered_by")).filter(who=user.pk)
    return rung


def page_of(found: QuerySet[Ring], show: Show, number: int) -> list[Ring]:
    """One page, the newest first (what rings: the longest waiting first), and one row more if there are others."""
    people = found.select_related("answered_by", "taken_by", "called_by")
    ordered = people if show == Show.RINGING else people.order_by("-rang_at", "-pk")
    return list(ordered[number * PAGE : (number + 1) * PAGE + 1])
