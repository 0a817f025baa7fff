"""The rules the product ships: triage, clocks, escalation. Loaded once by a migration, then data.

``S`` = read in a source (statute, press, standard), ``P`` = our proposal. None is
confirmed locally until the utility says so (``docs/rules.md``).
"""

from typing import Final

from .clock_rules.defaults import BEIJING
from .default_triage import TRIAGE as TRIAGE

_PROPOSAL = "P: proposal, to be confirmed locally"

# What the first migrations load: (step, anchor, source, minutes for P1, P2, P3, P4); 0 = no clock. It is part
# of a profile since then (clock_rules/defaults.py).
CLOCKS: Final = [(row.step, row.anchor, row.source, row.minutes) for row in BEIJING.rows if row.step != "external"]

# (level, minutes after the breach for P1, P2, P3, P4); None = not told
ESCALATION: Final[list[tuple[str, tuple[int | None, ...]]]] = [
    ("station_head", (5, 15, 60, None)),
    ("branch_dispatcher", (10, 30, 120, None)),
    ("branch_duty_leader", (20, 60, 240, None)),
    ("group_office", (30, 120, None, None)),
    ("group_leader", (60, None, None, None)),
]
ESCALATION_SOURCE: Final = _PROPOSAL

# (silence minutes for P1, P2, P3, P4, times it comes back at the most)
PATIENCE: Final[list[tuple[str, int, int, str]]] = [
    ("P1", 30, 3, "P: no change for 30 min on a P1 re-escalates"),
    ("P2", 60, 3, _PROPOSAL),
    ("P3", 240, 2, _PROPOSAL),
    ("P4", 1440, 1, _PROPOSAL),
]

_WATER_HOTLINE: Final = "P: after a water hotline's rule: 5 without water or 3 of bad quality in one community"
_ONE_IS_ENOUGH: Final = "P: after a water hotline's rule: in a controlled area one is enough"
_FIRST_DAYS: Final = "P: air in the pipes is normal in the first ten days, so more are needed"
# (kind, where, until day of the season or None, reports, minutes, level, source)
COMMUNITY: Final[list[tuple[str, str, int | None, int, int, str, str]]] = [
    ("no_heat", "anywhere", 10, 10, 120, "branch_duty_leader", _FIRST_DAYS),
    ("no_heat", "anywhere", None, 5, 120, "branch_duty_leader", _WATER_HOTLINE),
    ("no_heat", "controlled", None, 1, 120, "branch_duty_leader", _ONE_IS_ENOUGH),
    ("no_heat", "key_site", None, 1, 120, "branch_duty_leader", _ONE_IS_ENOUGH),
    ("leak", "anywhere", None, 3, 120, "branch_duty_leader", _WATER_HOTLINE),
    ("leak", "controlled", None, 1, 120, "branch_duty_leader", _ONE_IS_ENOUGH),
    ("leak", "key_site", None, 1, 120, "branch_duty_leader", _ONE_IS_ENOUGH),
]
