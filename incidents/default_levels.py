"""The thresholds of levels the product ships. Loaded once by a migration, then data.

``P`` = our proposal, to be replaced by the local plan; none is confirmed locally until the utility says so.
"""

from typing import Final

SOURCE: Final = "P: proposal after the grades of city plans; to be replaced by the local plan"

# (level, households from, heated area in m² from)
LEVELS: Final[list[tuple[str, int, int | None]]] = [
    ("IV", 1_000, 100_000),
    ("III", 10_000, 1_000_000),
    ("II", 30_000, None),
    ("I", 50_000, None),
]
