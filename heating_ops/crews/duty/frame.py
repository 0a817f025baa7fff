"""What every page of the roster shows: its tabs, whose roster is looked at, and who could be on duty there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import pgettext

from heating_ops.access.models import Role, User
from heating_ops.access.permissions import Action, may
from heating_ops.network.models import Branch

from .models import Leave, LeaveState, Swap, SwapState
from .presence import Gap, gaps_ahead
from .reach import edits, leaves_seen, swaps_seen

_LONGEST_ID: Final = 18
_OF_THE_GROUP: Final = [Role.COMMANDER, Role.MANAGER]
_OF_BRANCHES: Final = [Role.DUTY_LEADER, Role.DISPATCHER, Role.MANAGER]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose roster is looked at: a branch's, or the group's (``branch`` is ``None``)."""

    branch: Branch | None
    branches: list[Branch]

    @property
    def query(self) -> str:
        """As it stands in an address."""
        return f"branch={self.branch.pk}" if self.branch else "branch=group"

    @property
    def branch_id(self) -> int | None:
        """The branch's id; ``None`` is the group."""
        return self.branch.pk if self.branch else None

    @property
    def scope(self) -> dict[str, Any]:
        """Narrows duties and gaps to it."""
        return {"branch_ids": [self.branch.pk] if self.branch else [], "group": self.branch is None}


def whose(request: HttpRequest, user: User) -> Whose:
    """Settle whose roster is asked for; one's own branch if nothing is said, the group's where one has none."""
    branches = list(Branch.objects.order_by("pk"))
    said = request.GET.get("branch", "")
    if said.isascii() and said.isdigit() and len(said) <= _LONGEST_ID:
        return Whose(next((one for one in branches if one.pk == int(said)), None), branches)
    own = None if said == "group" else next((one for one in branches if one.pk in user.branch_ids), None)
    if own is None and said != "group" and not user.branch_ids and branches:
        own = branches[0]
    return Whose(own, branches)


def tabs(here: str, user: User, now: datetime, *, gaps: list[Gap] | None = None, at: Whose | None = None) -> list[Any]:
    """The pages of the roster; gaps and open requests are counted."""
    ahead = len(gaps_ahead(now) if gaps is None else gaps)
    query = f"?{at.query}" if at else ""
    places: list[tuple[str, str, str, int | None]] = [
        ("now", pgettext("roster", "Now"), "", None),
        ("week", pgettext("roster", "Week"), query, None),
        ("gaps", pgettext("roster", "Gaps"), "", ahead),
        ("mine", pgettext("roster", "Mine"), "", None),
    ]
    if may(user, Action.ROSTER_EDIT):
        places += [
            ("requests", pgettext("roster", "Requests"), "", waiting(user)),
            ("patterns", pgettext("roster", "Patterns"), query, None),
        ]
    found = [
        {"label": label, "url": reverse(f"roster:{name}") + more, "active": name == here, "count": count}
        for name, label, more, count in places
    ]
    if may(user, Action.HANDOVER_VIEW):
        found.append(
            {"label": _t("Hand-over"), "url": reverse("handover:now"), "active": here == "handover", "count": None}
        )
    return found


def waiting(user: User) -> int:
    """How many swaps and leaves wait for a leader's word."""
    swaps = Swap.objects.filter(swaps_seen(user), state=SwapState.ACCEPTED).exclude(Q(asker=user) | Q(other=user))
    leaves = Leave.objects.filter(leaves_seen(user), state=LeaveState.ASKED)
    return swaps.count() + leaves.count()


def people_for(branch_id: int | None) -> list[User]:
    """Who could be on duty: the branch's leaders, dispatchers and managers, or the group's."""
    people = User.objects.filter(is_active=True)
    if branch_id is None:
        people = people.filter(role__in=_OF_THE_GROUP)
    else:
        people = people.filter(Q(branch_ids__contains=[branch_id]) | Q(branch_ids=[]), role__in=_OF_BRANCHES)
    return list(people.order_by("role", "first_name", "pk"))


def may_edit(user: User, at: Whose) -> bool:
    """Whether the person may change this roster."""
    return edits(user, at.branch_id)
