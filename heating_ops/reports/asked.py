"""Which day and which branches somebody asks for, and may: the page, the file and the API ask alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter
from heating_ops.api_fields import IdField
from heating_ops.days import EARLIEST, LATEST, CalendarDate, Day
from heating_ops.network.models import Branch

from .daily import daily_report


class DayQuery(serializers.Serializer[dict[str, object]]):
    """Which day, today if not said; and which branch, all of the asker's if not said."""

    date = serializers.DateField(required=False)
    branch = IdField(required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Know who asks: a branch of somebody else's does not exist for them."""
        super().__init__(*args, **kwargs)
        self.scope = branch_filter(user, Action.REPORT_VIEW)

    def validate_date(self, value: CalendarDate) -> CalendarDate:
        """A day of this century: beyond, the calendar's arithmetic fails."""
        if not EARLIEST <= value <= LATEST:
            raise serializers.ValidationError(_("This day lies outside the years 2000 to 2099."))
        return value

    def validate_branch(self, value: int) -> int:
        """A branch the asker may look at."""
        if (self.scope is not None and value not in self.scope) or not Branch.objects.filter(pk=value).exists():
            raise serializers.ValidationError(_("There is no such branch, or it is not one of yours."))
        return value


@dataclass(frozen=True, slots=True)
class Asked:
    """A day, and the branches it is counted for; ``branch_ids`` is ``None`` for the whole group."""

    day: Day
    branch: int | None
    branch_ids: list[int] | None

    def report(self, *, now: datetime) -> dict[str, Any]:
        """Count the day."""
        return daily_report(self.day, now=now, branch_ids=self.branch_ids)


def asked_by(user: User, said: dict[str, Any]) -> Asked:
    """Settle the day and the branches of a checked ``DayQuery``."""
    branch = said.get("branch")
    day = Day.of(said.get("date") or timezone.localdate())
    return Asked(day, branch, [branch] if branch is not None else branch_filter(user, Action.REPORT_VIEW))
