"""What crews are chosen by, as the product ships it. Loaded once by a migration, then data.

``S`` = read in a source, ``P`` = our proposal, ``M`` = generally known and not checked. None is
confirmed locally until the utility says so. A crew begins with 100 points; what speaks against
it takes points away, and nothing forbids: who is sent is the dispatcher's judgement.
"""

from typing import Final

SKILL_MISSING: Final = "skill_missing"
OTHER_BRANCH: Final = "other_branch"
PER_KM: Final = "per_km"
PER_KM_URGENT: Final = "per_km_urgent"
DISTANCE_MOST: Final = "distance_most"
POSITION_MISSING: Final = "position_missing"
POSITION_OLD: Final = "position_old"
POSITION_BELIEVED: Final = "position_believed_minutes"
IN_HAND: Final = "in_hand"
EN_ROUTE: Final = "en_route"
ON_SITE: Final = "on_site"
SHIFT_ENDING: Final = "shift_ending"
SHIFT_LEFT: Final = "shift_left_minutes"
LONG_ON_DUTY: Final = "long_on_duty"
ON_DUTY_HOURS: Final = "on_duty_hours"
SHORT_REST: Final = "short_rest"
REST_HOURS: Final = "rest_hours"
NO_VEHICLE: Final = "no_vehicle"

# code, value, source
STANDARDS: Final[list[tuple[str, int, str]]] = [
    (SKILL_MISSING, 40, "P: for each skill that is missing; a second crew would have to follow"),
    (OTHER_BRANCH, 15, "P: a neighbour helps when the own branch cannot"),
    (PER_KM, 3, "P: for each kilometre as the crow flies"),
    (PER_KM_URGENT, 6, "P: the same for an urgent order, where the way counts twice"),
    (DISTANCE_MOST, 45, "P: from there on far is far"),
    (POSITION_MISSING, 20, "P: a crew that nobody can place may be anywhere"),
    (POSITION_OLD, 6, "P: where it was is a hint, not where it is"),
    (POSITION_BELIEVED, 15, "P: telephones report every 30 s; a quarter of an hour is no signal in a cellar"),
    (IN_HAND, 8, "P: for each order it has in hand"),
    (EN_ROUTE, 20, "P: it is under way to another order"),
    (ON_SITE, 28, "P: it works, and nobody knows for how long"),
    (SHIFT_ENDING, 30, "P: it would have to hand the work over half done"),
    (SHIFT_LEFT, 60, "P: an hour of work is what a visit takes, with the way"),
    (LONG_ON_DUTY, 15, "P: tired people make mistakes"),
    (ON_DUTY_HOURS, 10, "P: of a shift of twelve hours the last two"),
    (SHORT_REST, 15, "P: called back before it had slept"),
    (REST_HOURS, 11, "M: eleven hours of daily rest, as labour rules of many countries have it"),
    (NO_VEHICLE, 12, "P: without a vehicle it carries no tools"),
]

_PROPOSAL: Final = "P: proposal, to be confirmed locally"
# order type, category ("": any), skill, source
SKILLS: Final[list[tuple[str, str, str, str]]] = [
    ("leak", "", "pipe", _PROPOSAL),
    ("leak", "burst", "welding", "P: a pipe in the ground is welded"),
    ("leak", "burst", "chamber", "P: its valves stand in chambers"),
    ("no_heat", "", "heating", _PROPOSAL),
    ("low_temperature", "", "heating", _PROPOSAL),
    ("noise", "", "heating", _PROPOSAL),
    ("equipment", "", "heating", _PROPOSAL),
    ("station", "", "electrical", "P: pumps and controls"),
]
