"""The two profiles the product ships, loaded once by a migration; a test holds ``docs/rules.md`` to them.

``S`` = read in a source (statute, press, standard), ``P`` = our proposal. None is
confirmed locally until the utility says so.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop as _

FOUR_ONES: Final = _("S: four ones (四个一): dispatch 1 min, call back 10 min, on site 1 h, fixed once")
_TEN_MINUTES: Final = _("S: a utility's ten-minute rule")
_GUIDANCE: Final = _("P: guidance is the first contact, and has its limit")
_CITY_LINE: Final = _("S: draft Beijing standard of the city line: 2 h urgent, 24 h, 7 days")
_WARNED: Final = _("P: warned at half and at four fifths of the time")
_SUSPENSION: Final = _("P: proposal, to be confirmed locally")

Minutes = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One step: minutes for P1 to P4 (0 is no clock); ``days`` narrows it to days of the season, both included."""

    step: str
    anchor: str
    source: str
    minutes: Minutes
    days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A reason to suspend: which clocks stand still, and after how many minutes that is reported."""

    reason: str
    stops: tuple[str, ...]
    longest: int
    source: str = _SUSPENSION


@dataclass(frozen=True, slots=True)
class Profile:
    """A whole set of numbers."""

    name: str
    title_en: str
    title_zh_hans: str
    source: str
    rows: tuple[Row, ...]
    stops: tuple[Stop, ...]
    # (percent, who has the order is told)
    warnings: tuple[tuple[int, bool], ...] = ((50, False), (80, True))
    warnings_source: str = _WARNED


_VISIT: Final = ("contact", "on_site", "restored", "escalate")
BEIJING: Final = Profile(
    name="beijing",
    title_en="Beijing: visit within 6 h, warm within 24 h",
    title_zh_hans="北京：6小时上门，24小时热起来",
    source=_("S: what a Beijing utility promises in public; the rest P"),
    rows=(
        Row("dispatch", "logged", FOUR_ONES, (1, 1, 3, 30)),
        Row("guidance", "logged", _GUIDANCE, (0, 0, 10, 240)),
        Row("accept", "dispatched", _TEN_MINUTES, (2, 5, 10, 240)),
        Row("contact", "logged", FOUR_ONES, (5, 10, 10, 240)),
        Row(
            "on_site",
            "logged",
            _("S: Beijing 6 h visit; Qingdao, Weifang statutes 1 h leak; P: 30 min for danger"),
            (30, 60, 360, 0),
        ),
        Row(
            "restored",
            "logged",
            _("S: Beijing 24 h warm; P: 12 h for danger, 3 d for questions"),
            (720, 1440, 1440, 4320),
        ),
        Row(
            "call_back",
            "done",
            _("S: within 2 working days; P: same day for danger"),
            (720, 1440, 1440, 2880),
        ),
        Row("external", "logged", _CITY_LINE, (120, 1440, 1440, 10080)),
    ),
    stops=(
        Stop("not_home", _VISIT, 1440),
        Stop("appointment", _VISIT, 4320),
        Stop("parts", ("restored", "escalate"), 2880),
        Stop("shut_off_approval", ("restored", "escalate"), 1440),
        Stop("weather", ("on_site", "restored", "escalate"), 1440),
        Stop("access_restricted", ("on_site", "restored", "escalate"), 4320),
        # Two units that wait for each other must not both have time.
        Stop("other_unit", (), 1440),
    ),
)
STRICT_STATUTE: Final = Profile(
    name="strict_statute",
    title_en="Strict statute: visit within 2 h, 5 h in the first ten days",
    title_zh_hans="从严条例：2小时上门，供暖前十天5小时",
    source=_("S: heating statutes of Qingdao and Weifang; the rest P"),
    rows=(
        Row("dispatch", "logged", FOUR_ONES, (1, 1, 3, 30)),
        Row("guidance", "logged", _GUIDANCE, (0, 0, 10, 60)),
        Row("accept", "dispatched", _TEN_MINUTES, (2, 5, 10, 60)),
        Row("contact", "logged", FOUR_ONES, (5, 10, 10, 60)),
        Row(
            "on_site",
            "logged",
            _("S: Qingdao, Weifang statutes: 1 h leak, 2 h complaint; P: 30 min for danger"),
            (30, 60, 120, 0),
        ),
        Row(
            "on_site",
            "logged",
            _("S: Qingdao, Weifang statutes: 5 h in the first 10 days of the season"),
            (30, 60, 300, 0),
            days=(1, 10),
        ),
        Row(
            "restored",
            "logged",
            _("S: within 24 h; P: 12 h for danger, 2 d for questions"),
            (720, 1440, 1440, 2880),
        ),
        Row("call_back", "done", _("P: the day after at the latest, the same day for danger"), (720, 1440, 1440, 1440)),
        Row("external", "logged", _CITY_LINE, (120, 1440, 1440, 10080)),
    ),
    stops=(
        # Only what lies with the customer gives time; what lies with us does not.
        Stop("not_home", _VISIT, 1440),
        Stop("appointment", _VISIT, 2880),
        Stop("parts", (), 1440),
        Stop("shut_off_approval", (), 720),
        Stop("weather", (), 720),
        Stop("access_restricted", ("on_site", "restored", "escalate"), 2880),
        Stop("other_unit", (), 720),
    ),
)
PROFILES: Final = (BEIJING, STRICT_STATUTE)
IN_FORCE: Final = BEIJING.name
