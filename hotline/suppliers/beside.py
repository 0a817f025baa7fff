"""Beside the call form: whose the place is when it is not ours, and the number to give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workorders.catalogue import Category

from .matching import Serves, who_serves
from .models import Supplier

_MOST_TO_CHOOSE: Final = 200


@dataclass(slots=True)
class OtherSuppliers:
    """The suppliers that may serve the place, or all of them when the call is another's and nobody fits."""

    serves: list[Serves] = field(default_factory=list)
    others: list[Supplier] = field(default_factory=list)
    chosen: Supplier | None = None
    told: bool = False
    is_said: bool = False
    """The operator says that the caller is not our customer."""
    ours: bool = False
    """The place is a building of our network all the same."""

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.serves or self.is_said)

    @property
    def sure(self) -> Serves | None:
        """The one supplier that bears the name, if there is exactly one: it may stand there chosen."""
        exact = [one for one in self.serves if one.is_sure]
        return exact[0] if len(exact) == 1 else None


def other_suppliers(told: Mapping[str, Any], *, ours: bool) -> OtherSuppliers:
    """Read whose place it may be, as far as the form is filled; a building of ours is ours."""
    is_said = told.get("category") == Category.NOT_OUR_CUSTOMER
    found = OtherSuppliers(is_said=is_said, ours=ours and is_said)
    said = (told.get("place_label") or "").strip()
    if said and not ours:
        found.serves = who_serves(said)
    if not found.is_shown:
        return found
    if told.get("supplier"):
        found.chosen = Supplier.objects.filter(pk=told["supplier"], active=True).first()
        found.told = bool(found.chosen and told.get("supplier_told"))
    if is_said:
        shown = [one.supplier.pk for one in found.serves]
        found.others = list(Supplier.objects.filter(active=True).exclude(pk__in=shown)[:_MOST_TO_CHOOSE])
    return found
