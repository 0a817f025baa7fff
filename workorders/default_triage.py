"""The triage rules the product ships. Loaded once by a migration, then data (``docs/triage-rules.md``).

``S`` = read in a source (statute, press, standard), ``P`` = our proposal. None is
confirmed locally until the utility says so.
"""

from typing import Any, Final

_SCRIPT = "S: the reform after the accident of 2022-11-20; safety script"
_PROPOSAL = "P: proposal, to be confirmed locally"
_URGENT = "S: urgent = running, bubbling, dripping, leaking (跑冒滴漏), scalding"
_CONTACT_FIRST = "S: non-urgent orders are contacted first"
_COLD = "P: cold raises urgency; the degrees are a proposal"
_FIRST_DAYS = "S: in the first ten days the statutes give a visit more time; P: ten days count here too"
_COMMUNITY = "P: after the community rule of a water hotline; to be confirmed locally"

_HEAT = ["no_heat", "low_temperature", "uneven"]
_WATER = ["leak", "burst"]
_AT_ONCE = {"priority": "P1", "urgent": True, "handling": "immediate"}
_SOON = {"priority": "P2", "urgent": True, "handling": "immediate"}
_VISIT = {"priority": "P2", "handling": "visit"}
_REMOTE = {"priority": "P3", "handling": "remote_first"}
_CANDIDATE = {"priority": "P2", "urgent": True, "handling": "incident_candidate"}


def _rule(
    name: str, when: dict[str, Any], then: dict[str, Any], english: str, chinese: str, source: str
) -> dict[str, Any]:
    return {
        "id": name,
        "when": when,
        "then": dict(then),
        "reason": {"en": english, "zh-hans": chinese},
        "source": source,
        "confirmed": False,
    }


_DANGERS = [
    _rule(
        "person_hurt",
        {"danger": ["person_hurt"]},
        _AT_ONCE | {"protection": ["hot_water"]},
        "Somebody is scalded, trapped or fallen in",
        "有人烫伤、被困或跌落",
        _SCRIPT,
    ),
    _rule(
        "water_where_people_sleep",
        {"danger": ["water_where_people_sleep"]},
        _AT_ONCE | {"protection": ["hot_water"]},
        "Hot water or steam where people are",
        "热水或蒸汽进入地下室或有人居住的房间",
        _SCRIPT,
    ),
    _rule(
        "ground_sinking",
        {"danger": ["ground_sinking"]},
        _AT_ONCE | {"protection": ["hot_water", "cordon"]},
        "The ground sinks, bubbles or steams",
        "路面塌陷、冒泡或冒汽",
        _SCRIPT,
    ),
    _rule(
        "water_near_electrics",
        {"danger": ["water_near_electrics"]},
        _AT_ONCE | {"protection": ["electrics"]},
        "Water near electrics or lifts, or ice on a road",
        "漏水靠近电气设备、电梯或路面结冰",
        _SCRIPT,
    ),
]
_TROUBLES = [
    _rule(
        "burst",
        {"category": ["burst"]},
        _AT_ONCE | {"protection": ["hot_water", "cordon"]},
        "A burst outside can hurt people",
        "室外爆管可能伤人",
        _URGENT,
    ),
    _rule(
        "leak",
        {"category": ["leak"]},
        _SOON | {"protection": ["hot_water"]},
        "A leak is urgent",
        "跑冒滴漏属于紧急工单",
        _URGENT,
    ),
    _rule(
        "station_fault",
        {"category": ["station_fault"]},
        _SOON,
        "A station feeds many buildings",
        "热力站故障影响多栋楼",
        _PROPOSAL,
    ),
    _rule("no_heat", {"category": ["no_heat"]}, _VISIT, "No heat at all", "完全不热", _PROPOSAL),
    _rule(
        "freezing_flat",
        {"category": _HEAT, "indoor_below_c": 12},
        _VISIT,
        "Below 12 °C indoors",
        "室温低于12℃",
        _PROPOSAL,
    ),
    _rule(
        "vulnerable_and_cold",
        {"category": _HEAT, "vulnerable": True, "indoor_below_c": 16},
        _VISIT,
        "A vulnerable person below 16 °C",
        "弱势群体且室温低于16℃",
        _PROPOSAL,
    ),
    _rule(
        "key_site",
        {"category": ["no_heat", "low_temperature", "leak", "burst", "station_fault"], "key_site": True},
        _SOON,
        "A key site must not go cold",
        "重点单位必须保障供热",
        "S: one hospital, one plan (一院一案)",
    ),
]
_COLD_OUTSIDE = [
    _rule(
        "no_heat_in_frost",
        {"category": ["no_heat"], "outdoor_below_c": -9},
        _SOON,
        "No heat, and below −9 °C outside",
        "完全不热，室外低于-9℃",
        _COLD,
    ),
    _rule(
        "no_heat_before_frost",
        {"category": ["no_heat"], "forecast_below_c": -12},
        _SOON,
        "No heat, and the forecast falls below −12 °C",
        "完全不热，预报将低于-12℃",
        _COLD,
    ),
    _rule(
        "cool_in_frost",
        {"category": _HEAT, "indoor_below_c": 16, "outdoor_below_c": -5},
        _VISIT,
        "Below 16 °C indoors and below −5 °C outside",
        "室温低于16℃，室外低于-5℃",
        _COLD,
    ),
    _rule(
        "vulnerable_without_heat",
        {"category": ["no_heat"], "vulnerable": True, "outdoor_below_c": 0},
        _SOON,
        "A vulnerable person without heat in frost",
        "弱势群体在严寒中无暖气",
        _COLD,
    ),
    _rule(
        "cold_wave",
        {"category": ["no_heat"], "cold_wave": ["orange", "red"]},
        _SOON,
        "No heat in a strong cold wave",
        "强寒潮期间完全不热",
        "S: signals of cold waves; P: from orange",
    ),
    _rule(
        "long_without_heat",
        {"category": ["no_heat"], "hours_without_heat_at_least": 12},
        _SOON,
        "Without heat for twelve hours or longer",
        "停暖已达12小时",
        _COLD,
    ),
]
_MANY = [
    _rule(
        "several_buildings",
        {"category": ["no_heat", "leak", "burst", "station_fault"], "extent": ["several_buildings"]},
        _CANDIDATE,
        "Several buildings: perhaps an incident",
        "涉及多栋楼，可能是突发事件",
        _COMMUNITY,
    ),
    _rule(
        "many_cold_near",
        {"category": ["no_heat"], "open_orders_near_at_least": 5, "season_day_from": 11},
        _CANDIDATE,
        "No heat, and five or more open heat complaints near by: perhaps an incident",
        "完全不热，且附近已有5个以上供热诉求未结，可能是突发事件",
        _COMMUNITY,
    ),
    _rule(
        "many_cold_near_first_days",
        {"category": ["no_heat"], "open_orders_near_at_least": 12, "season_day_to": 10},
        _CANDIDATE,
        "No heat, and twelve or more open heat complaints near by, even in the first ten days",
        "供暖初期完全不热，且附近已有12个以上供热诉求未结",
        _COMMUNITY,
    ),
    _rule(
        "many_leaks_near",
        {"category": _WATER, "open_orders_near_at_least": 2},
        _CANDIDATE,
        "The third leak near by: perhaps an incident",
        "附近第三处漏水，可能是突发事件",
        _COMMUNITY,
    ),
]
_CALM = [
    _rule(
        "first_days",
        {"category": ["low_temperature", "uneven"], "season_day_to": 10},
        _REMOTE,
        "First ten days: air in the pipes is usual; guide to bleed first",
        "供暖前十天管内有空气属常见情况，先指导排气",
        _FIRST_DAYS,
    ),
    _rule(
        "low_temperature",
        {"category": ["low_temperature", "uneven"]},
        _REMOTE,
        "Not warm enough: contact first, then visit",
        "不达标：先电话指导，再上门",
        _CONTACT_FIRST,
    ),
    _rule(
        "noise",
        {"category": ["noise"]},
        _REMOTE,
        "Noise: guide to bleed the radiator first",
        "异响：先指导排气",
        _CONTACT_FIRST,
    ),
    _rule(
        "equipment",
        {"category": ["equipment"]},
        _REMOTE,
        "A valve, meter or fitting: contact first, then visit",
        "阀门、热表等设备：先电话联系，再上门",
        _PROPOSAL,
    ),
    _rule(
        "question",
        {"category": ["billing", "service", "enquiry", "not_our_customer"]},
        {"priority": "P4", "handling": "remote_first"},
        "A question, answered on the telephone",
        "咨询类，电话答复",
        _PROPOSAL,
    ),
]
_PROTECTION = [
    _rule(
        "controlled_area",
        {"controlled_area": True},
        {"protection": ["restricted_visit"]},
        "A controlled area: restricted visit",
        "管控区域：受限上门",
        "S: visit protocol, restricted without cases",
    ),
]

TRIAGE: Final[dict[str, Any]] = {
    "version": "2026-3",
    "rules": [*_DANGERS, *_TROUBLES, *_COLD_OUTSIDE, *_MANY, *_CALM, *_PROTECTION],
}
