"""Who may follow the boards of branches."""

from collections.abc import Sequence

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter

from .models import Branch


def branches_followed(user: User, ids: Sequence[int]) -> list[int]:
    """Answer those of these branches whose boards are in the user's scope."""
    branches = branch_filter(user, Action.BOARD_VIEW)
    there = Branch.objects.filter(pk__in=ids)
    if branches is not None:
        there = there.filter(pk__in=branches)
    return list(there.values_list("pk", flat=True))
