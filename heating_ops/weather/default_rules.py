"""The weather's own numbers as the product ships them. Loaded once by a migration, then data.

``S`` = read in a source, ``P`` = our proposal, ``M`` = generally known and not checked. None is
confirmed locally until the utility says so.
"""

from datetime import date
from typing import Final

OBSERVATION_BELIEVED: Final = "observation_believed_hours"
FORECAST_BELIEVED: Final = "forecast_believed_hours"
LOW_AHEAD: Final = "low_ahead_hours"
DAY_KNOWN: Final = "day_known_hours"
FORECAST_KEPT: Final = "forecast_kept_days"
BREAKER_FAILURES: Final = "breaker_failures"
BREAKER_PAUSE: Final = "breaker_pause_minutes"
BREAKER_LONGEST_PAUSE: Final = "breaker_longest_pause_minutes"

# code, value, source
STANDARDS: Final[list[tuple[str, int, str]]] = [
    (OBSERVATION_BELIEVED, 3, "P: two hourly values may be missing, then nobody knows how cold it is"),
    (FORECAST_BELIEVED, 24, "P: a forecast is issued at least twice a day; older than a day it is no forecast"),
    (LOW_AHEAD, 24, "P: the coldest hour of the coming day and night decides"),
    (DAY_KNOWN, 18, "P: the lowest value of a day counts when most of its hours are known"),
    (FORECAST_KEPT, 30, "P: what was forecast a month ago decides nothing any more"),
    (BREAKER_FAILURES, 3, "P: one failure is an accident, three in a row are an outage"),
    (BREAKER_PAUSE, 5, "P: long enough for a server to restart, and doubled at each further failure"),
    (BREAKER_LONGEST_PAUSE, 60, "P: values are hourly"),
]

# from, until (both included), mode, source: five winters of Beijing's calendar
_TRIAL: Final = "S: Beijing, trial heating from 7 November"
_OFFICIAL: Final = "S: Beijing, heating season 15 November to 15 March"
SEASONS: Final[list[tuple[date, date, str, str]]] = [
    row
    for year in range(2025, 2030)
    for row in (
        (date(year, 11, 7), date(year, 11, 14), "trial", _TRIAL),
        (date(year, 11, 15), date(year + 1, 3, 15), "official", _OFFICIAL),
    )
]

# level, the fall of the daily minimum in °C, within hours, minimum at most °C
COLD_WAVES: Final[list[tuple[str, int, int, int]]] = [
    ("blue", 8, 48, 4),
    ("yellow", 10, 24, 4),
    ("orange", 12, 24, 0),
    ("red", 16, 24, 0),
]
COLD_WAVE_SOURCE: Final = (
    "S: cold-wave signals: the lowest temperature falls by so much in so many hours; M: and is then at most so low"
)

# level, place, Chinese, English
POSTURE_SOURCE: Final = "P: proposal from the stand-by of a large utility, to be confirmed locally"
POSTURE: Final[list[tuple[str, int, str, str]]] = [
    ("blue", 1, "热线坐席增加 20 %", "20 % more seats at the hotline"),
    ("blue", 2, "通知各分公司值班领导", "Duty leaders of all branches told"),
    ("yellow", 1, "热线坐席增加 50 %", "50 % more seats at the hotline"),
    ("yellow", 2, "抢修班组前置到重点区域", "Crews placed beforehand where trouble is likely"),
    ("yellow", 3, "车辆、泵和备件检查完毕", "Vehicles, pumps and spare parts checked"),
    ("orange", 1, "全部坐席和班组备勤", "All seats and crews stand by"),
    ("orange", 2, "指挥台开启并有人值守", "The command desk is open and manned"),
    ("orange", 3, "重点单位逐一联系", "Every key site called"),
    ("orange", 4, "热源调高供水温度", "Heat sources raise the supply temperature"),
    ("red", 1, "全员备勤，停止轮休", "Everybody stands by, days off are called in"),
    ("red", 2, "指挥台开启，集团领导带班", "The command desk is open, a leader of the group in charge"),
    ("red", 3, "重点单位逐一联系，备用热源就位", "Every key site called, their back-up heat in place"),
    ("red", 4, "热源满负荷运行", "Heat sources at full load"),
    ("red", 5, "与街道、社区确认独居老人等住户", "People living alone checked on with streets and communities"),
]
