"""The rules the product ships: triage, clocks, escalation. Loaded once by a migration, then data.

``S`` = read in a source (statute, press, standard), ``P`` = our proposal. None is
confirmed locally until the utility says so (``docs/rules.md``).
"""

from typing import Any, Final

from .clock_rules.defaults import BEIJING

_SCRIPT = "S: the reform after the accident of 2022-11-20; safety script"
_PROPOSAL = "P: proposal, to be confirmed locally"

TRIAGE: Final[dict[str, Any]] = {
    "version": "2026-2",
    "rules": [
        {
            "id": "person_hurt",
            "when": {"danger": ["person_hurt"]},
            "then": {"priority": "P1", "urgent": True, "handling": "immediate"},
            "reason": {"en": "Somebody is scalded, trapped or fallen in", "zh-hans": "有人烫伤、被困或跌落"},
            "source": _SCRIPT,
        },
        {
            "id": "water_where_people_sleep",
            "when": {"danger": ["water_where_people_sleep"]},
            "then": {"priority": "P1", "urgent": True, "handling": "immediate"},
            "reason": {"en": "Hot water or steam where people are", "zh-hans": "热水或蒸汽进入地下室或有人居住的房间"},
            "source": _SCRIPT,
        },
        {
            "id": "ground_sinking",
            "when": {"danger": ["ground_sinking"]},
            "then": {"priority": "P1", "urgent": True, "handling": "immediate"},
            "reason": {"en": "The ground sinks, bubbles or steams", "zh-hans": "路面塌陷、冒泡或冒汽"},
            "source": _SCRIPT,
        },
        {
            "id": "water_near_electrics",
            "when": {"danger": ["water_near_electrics"]},
            "then": {"priority": "P1", "urgent": True, "handling": "immediate"},
            "reason": {
                "en": "Water near electrics or lifts, or ice on a road",
                "zh-hans": "漏水靠近电气设备、电梯或路面结冰",
            },
            "source": _SCRIPT,
        },
        {
            "id": "burst",
            "when": {"category": ["burst"]},
            "then": {"priority": "P1", "urgent": True, "handling": "immediate"},
            "reason": {"en": "A burst outside can hurt people", "zh-hans": "室外爆管可能伤人"},
            "source": "S: urgent = running, bubbling, dripping, leaking (跑冒滴漏), scalding",
        },
        {
            "id": "leak",
            "when": {"category": ["leak"]},
            "then": {"priority": "P2", "urgent": True, "handling": "immediate"},
            "reason": {"en": "A leak is urgent", "zh-hans": "跑冒滴漏属于紧急工单"},
            "source": "S: urgent = running, bubbling, dripping, leaking (跑冒滴漏), scalding",
        },
        {
            "id": "station_fault",
            "when": {"category": ["station_fault"]},
            "then": {"priority": "P2", "urgent": True, "handling": "immediate"},
            "reason": {"en": "A station feeds many buildings", "zh-hans": "热力站故障影响多栋楼"},
            "source": _PROPOSAL,
        },
        {
            "id": "no_heat",
            "when": {"category": ["no_heat"]},
            "then": {"priority": "P2", "handling": "visit"},
            "reason": {"en": "No heat at all", "zh-hans": "完全不热"},
            "source": _PROPOSAL,
        },
        {
            "id": "freezing_flat",
            "when": {"category": ["no_heat", "low_temperature", "uneven"], "indoor_below_c": 12},
            "then": {"priority": "P2", "handling": "visit"},
            "reason": {"en": "Below 12 °C indoors", "zh-hans": "室温低于12℃"},
            "source": _PROPOSAL,
        },
        {
            "id": "vulnerable_and_cold",
            "when": {"category": ["no_heat", "low_temperature"], "danger": ["vulnerable_person"], "indoor_below_c": 16},
            "then": {"priority": "P2", "handling": "visit"},
            "reason": {"en": "A vulnerable person below 16 °C", "zh-hans": "弱势群体且室温低于16℃"},
            "source": _PROPOSAL,
        },
        {
            "id": "key_site",
            "when": {"category": ["no_heat", "low_temperature", "leak", "burst", "station_fault"], "key_site": True},
            "then": {"priority": "P2", "urgent": True, "handling": "immediate"},
            "reason": {"en": "A key site must not go cold", "zh-hans": "重点单位必须保障供热"},
            "source": "S: one hospital, one plan (一院一案)",
        },
        {
            "id": "low_temperature",
            "when": {"category": ["low_temperature", "uneven"]},
            "then": {"priority": "P3", "handling": "remote_first"},
            "reason": {"en": "Not warm enough: contact first, then visit", "zh-hans": "不达标：先电话指导，再上门"},
            "source": "S: non-urgent orders are contacted first",
        },
        {
            "id": "noise",
            "when": {"category": ["noise"]},
            "then": {"priority": "P3", "handling": "remote_first"},
            "reason": {"en": "Noise: guide to bleed the radiator first", "zh-hans": "异响：先指导排气"},
            "source": "S: non-urgent orders are contacted first",
        },
        {
            "id": "equipment",
            "when": {"category": ["equipment"]},
            "then": {"priority": "P3", "handling": "remote_first"},
            "reason": {
                "en": "A valve, meter or fitting: contact first, then visit",
                "zh-hans": "阀门、热表等设备：先电话联系，再上门",
            },
            "source": _PROPOSAL,
        },
        {
            "id": "question",
            "when": {"category": ["billing", "service", "enquiry", "not_our_customer"]},
            "then": {"priority": "P4", "handling": "remote_first"},
            "reason": {"en": "A question, answered on the telephone", "zh-hans": "咨询类，电话答复"},
            "source": _PROPOSAL,
        },
    ],
}
for _rule in TRIAGE["rules"]:
    _rule["confirmed"] = False

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
