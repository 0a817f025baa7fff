"""Which calls are about one trouble: the key that lets the database keep one open order for it."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Final

from workorders.catalogue import Category, Danger

# A building without heat is one trouble; a flat that is not warm enough is its own.
# Leaks join only within the flat: two leaks in one house may be two leaks.
JOIN_SCOPE: Final[Mapping[str, str]] = {
    Category.NO_HEAT: "building",
    Category.LOW_TEMPERATURE: "flat",
    Category.UNEVEN: "flat",
    Category.LEAK: "flat",
    Category.BURST: "building",
    Category.NOISE: "flat",
    Category.STATION_FAULT: "building",
    Category.EQUIPMENT: "flat",
}
# Categories of a caller whose heat an incident has taken away.
HEAT_LOST: Final = frozenset({Category.NO_HEAT, Category.LOW_TEMPERATURE, Category.UNEVEN})


def join_key(
    *,
    category: str,
    order_type: str,
    building_id: int | None,
    flat: str,
    text: str,
    dangers: Collection[str] = (),
) -> str | None:
    """Name the trouble of a call; ``None`` when nothing can be joined safely.

    Somebody who is hurt is hurt in one flat: such a call never disappears into the
    order of the whole building, which names another flat.

    :param flat: the flat as said; without it a flat's trouble joins nothing
    :param text: the place in words, for a building we do not know
    """
    scope = "flat" if Danger.PERSON_HURT in dangers else JOIN_SCOPE.get(category)
    if scope is None or (building_id is None and not text):
        return None
    where = f"b{building_id}" if building_id is not None else f"t{_short(text)}"
    if scope == "building":
        return f"{where}:{order_type}"
    return f"{where}:{_short(flat)}:{order_type}" if flat.strip() else None


def _short(words: str) -> str:
    """Words as part of a key: themselves, or their digest when they are long. Different words stay different."""
    folded = " ".join(words.casefold().split())
    return folded if len(folded) <= 24 else hashlib.sha256(folded.encode()).hexdigest()[:24]
