"""The numbers of the roster, read where they are needed."""

from .models import RosterRule


def rule(code: str) -> int:
    """Read one number, as the utility set it."""
    return RosterRule.objects.get(pk=code).value
