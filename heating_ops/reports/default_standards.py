"""What the figures are measured against, as the product ships it. Loaded once by a migration, then data.

``S`` = read in a source; none is confirmed locally until the utility says so.
"""

from typing import Final

ROOM_TEMPERATURE: Final = "room_temperature_c"
HANDLED_WITHIN: Final = "handled_within_hours"
TARGET: Final = "target_percent"

# code, value, source
STANDARDS: Final[list[tuple[str, str, str]]] = [
    (ROOM_TEMPERATURE, "18", "S: 18 °C in bedroom and living room"),
    (HANDLED_WITHIN, "24", "S: repair timeliness = handled within 24 h"),
    (TARGET, "98", "S: target of the service rates"),
]
