"""The words for what speaks for a place, or against it."""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heating_ops.network.address_reasons import Why

AGAINST: Final = frozenset(
    {
        *(Why.NAME_ALIKE, Why.BUILDING_NOT_SAID, Why.BUILDING_UNKNOWN, Why.FLAT_UNKNOWN, Why.DISTRICT_DIFFERS),
        *(Why.PART_OF_LONGER_NAME, Why.WORDS_BETWEEN, Why.ANOTHER_PLACE_BEHIND, Why.FLOOR_PERHAPS),
    }
)
_WORDS: Final[dict[Why, Promise]] = {
    Why.NAME: _("the name stands in the address"),
    Why.NAME_ALIKE: _("the name is only alike"),
    Why.KEY_SITE: _("a key site is named"),
    Why.BUILDING: _("the building is there"),
    Why.BUILDING_NOT_SAID: _("no building is named"),
    Why.BUILDING_UNKNOWN: _("no building of this number here"),
    Why.ONLY_BUILDING: _("the only building there"),
    Why.FLAT: _("the flat is there"),
    Why.FLAT_UNKNOWN: _("no such flat in this building"),
    Why.DISTRICT: _("the district fits"),
    Why.DISTRICT_DIFFERS: _("another district is named"),
    Why.PART_OF_LONGER_NAME: _("perhaps part of a longer name"),
    Why.WORDS_BETWEEN: _("other words before the number"),
    Why.ANOTHER_PLACE_BEHIND: _("another place is named behind it"),
    Why.FLOOR_PERHAPS: _("perhaps a floor, not a building"),
}


def in_words(why: Sequence[Why]) -> list[str]:
    """Reasons as people read them."""
    return [str(_WORDS[each]) for each in why]
