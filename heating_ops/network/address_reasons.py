"""Why an address may mean a building, and how much each reason says."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Why(StrEnum):
    """What speaks for a candidate, or against it. The words for people are in ``hotline``."""

    NAME = "name"
    NAME_ALIKE = "name_alike"
    KEY_SITE = "key_site"
    BUILDING = "building"
    BUILDING_NOT_SAID = "building_not_said"
    BUILDING_UNKNOWN = "building_unknown"
    ONLY_BUILDING = "only_building"
    FLAT = "flat"
    FLAT_UNKNOWN = "flat_unknown"
    DISTRICT = "district"
    DISTRICT_DIFFERS = "district_differs"
    PART_OF_LONGER_NAME = "part_of_longer_name"
    WORDS_BETWEEN = "words_between"
    ANOTHER_PLACE_BEHIND = "another_place_behind"
    FLOOR_PERHAPS = "floor_perhaps"


POINTS: Final[Mapping[Why, int]] = {
    Why.NAME: 60,
    Why.KEY_SITE: 85,
    Why.BUILDING: 32,
    Why.ONLY_BUILDING: 20,
    Why.FLAT: 5,
    Why.FLAT_UNKNOWN: -12,
    Why.DISTRICT: 3,
    Why.DISTRICT_DIFFERS: -30,
    Why.PART_OF_LONGER_NAME: -20,
    Why.WORDS_BETWEEN: -20,
    Why.ANOTHER_PLACE_BEHIND: -25,
    Why.FLOOR_PERHAPS: -15,
    Why.BUILDING_NOT_SAID: 0,
    Why.BUILDING_UNKNOWN: -15,
}
