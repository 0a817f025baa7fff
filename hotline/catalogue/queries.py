"""Reading the catalogue."""

from itertools import groupby

from workorders.catalogue import Category

from .models import ProblemItem


def active_items() -> list[ProblemItem]:
    """Read the items operators choose from, in the order of the catalogue."""
    return list(ProblemItem.objects.filter(active=True))


def find_item(code: str) -> ProblemItem | None:
    """Find the item of a code that may be chosen now."""
    return ProblemItem.objects.filter(code=code, active=True).first()


def items_by_category() -> list[tuple[str, list[ProblemItem]]]:
    """Read the items operators choose from, under the code of their category, in the order of the categories."""
    places = {category: place for place, category in enumerate(Category.values)}
    items = sorted(active_items(), key=lambda item: places[item.category])
    return [(category, list(members)) for category, members in groupby(items, key=lambda item: item.category)]
