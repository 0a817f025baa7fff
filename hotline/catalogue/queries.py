"""Reading the catalogue."""

from .models import ProblemItem


def active_items() -> list[ProblemItem]:
    """Read the items operators choose from, in the order of the catalogue."""
    return list(ProblemItem.objects.filter(active=True))


def find_item(code: str) -> ProblemItem | None:
    """Find the item of a code that may be chosen now."""
    return ProblemItem.objects.filter(code=code, active=True).first()
