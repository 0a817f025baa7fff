"""What the roster ships with. Loaded once by a migration, then data; posts also for branches that come later.

``S`` = read in a source; ``P`` = our proposal; none is confirmed locally until the utility says so.
"""

from typing import Final, TypeAlias

WEEKS_AHEAD: Final = "weeks_drawn_ahead"
GAP_DAYS: Final = "gap_days_ahead"
SIGN_MINUTES: Final = "handover_sign_minutes"

# code, value, source
RULES: Final[list[tuple[str, int, str]]] = [
    (WEEKS_AHEAD, 9, "P: proposal, to be confirmed locally"),
    (GAP_DAYS, 14, "P: two weeks leave time to find somebody"),
    (SIGN_MINUTES, 15, "P: proposal, to be confirmed locally"),
]

# level, people, whether a swap needs the leader's word, source
PostRow: TypeAlias = tuple[str, int, bool, str]
BRANCH_POSTS: Final[list[PostRow]] = [
    ("station_head", 1, True, "P: three-level linkage (三级联动), one person round the clock"),
    ("branch_dispatcher", 1, True, "P: three-level linkage (三级联动), one person round the clock"),
    ("branch_duty_leader", 1, True, "P: leader on duty (带班领导), one person round the clock"),
]
GROUP_POSTS: Final[list[PostRow]] = [
    ("group_office", 1, True, "P: group emergency office, one person round the clock"),
    ("group_leader", 1, True, "P: leader on duty (带班领导), one person round the clock"),
]
