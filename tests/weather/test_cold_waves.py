"""A level is in force when the lowest temperature of a day falls so far, or when somebody says so."""

import csv
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from town import MORNING, kinds_on

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Event
from heating_ops.journal.refusal import InvalidInput
from heating_ops.notify.inbox.models import Notice
from heating_ops.weather.cold_waves import commands, queries
from heating_ops.weather.cold_waves.computing import level_in
from heating_ops.weather.cold_waves.looking import look
from heating_ops.weather.commands import Taken
from heating_ops.weather.default_rules import COLD_WAVES
from heating_ops.weather.models import ColdWave, ColdWaveRule, PostureItem, WeatherChange

Measured = Callable[..., Taken]
HOUR = timedelta(hours=1)
_BESIDE = Path(settings.BASE_DIR).parent / "shared" / "data"
REAL_WINTER = Path(os.environ.get("SHARED_DATA") or _BESIDE) / "weather" / "beijing_2015-16.csv"


def rules() -> list[ColdWaveRule]:
    return [
        ColdWaveRule(level=level, fall_c=fall, within_hours=within, low_at_most_c=low)
        for level, fall, within, low in COLD_WAVES
    ]


def level_of(hours: list[float], *, known: int = 18) -> str:
    """The level at ``MORNING`` of temperatures of which the last 48 lie ahead."""
    first = MORNING - (len(hours) - 1 - 48) * HOUR
    temperatures = {first + place * HOUR: each for place, each in enumerate(hours)}
    found = level_in(temperatures, rules(), now=MORNING, day_known_hours=known)
    return found.level if found else ""


@pytest.mark.parametrize(
    ("fall", "level"),
    [(7.9, ""), (8, "blue"), (9.9, "blue"), (10, "yellow"), (12, "orange"), (15.9, "orange"), (16, "red")],
)
def test_the_fall_of_the_daily_minimum_makes_the_level(fall: float, level: str) -> None:
    assert level_of([0.0] * 96 + [-fall] * 48) == level


def test_a_slow_fall_is_a_blue_one_at_most() -> None:
    assert level_of([0.0] * 96 + [-6.0] * 24 + [-11.0] * 24) == "blue"


def test_the_swing_between_day_and_night_is_no_cold_wave() -> None:
    a_clear_winter_day = [-6.0] * 12 + [6.0] * 12
    assert level_of(a_clear_winter_day * 6) == ""


def test_a_fall_that_ends_above_freezing_is_no_cold_wave() -> None:
    assert level_of([20.0] * 96 + [8.0] * 48) == ""
    assert level_of([13.0] * 96 + [1.0] * 48) == "yellow"  # orange and red must end below 0 °C


def test_a_day_of_which_little_is_known_makes_no_level() -> None:
    first = MORNING - 5 * HOUR
    temperatures = {first + place * HOUR: each for place, each in enumerate([0.0] * 6 + [-14.0] * 48)}
    assert level_in(temperatures, rules(), now=MORNING, day_known_hours=18) is None


@pytest.mark.skipif(not REAL_WINTER.exists(), reason="the real winter does not lie beside the project")
def test_the_cold_wave_of_january_2016_is_a_blue_one_three_days_ahead() -> None:
    with REAL_WINTER.open() as lines:
        winter = {datetime.fromisoformat(row["at"]): float(row["temperature_c"]) for row in csv.DictReader(lines)}
    levels = {}
    moment = datetime.fromisoformat("2016-01-19T09:00+08:00")
    while moment < datetime.fromisoformat("2016-01-26T09:00+08:00"):
        near = {hour: each for hour, each in winter.items() if abs(hour - moment) <= 96 * HOUR}
        found = level_in(near, rules(), now=moment, day_known_hours=18)
        levels[moment.strftime("%d %H")] = found
        moment += 6 * HOUR
    told = {day: found.level for day, found in levels.items() if found}
    assert set(told.values()) == {"blue"}
    assert (min(told), max(told)) == ("21 09", "24 03")
    # From −7.4 °C in the night to the 21st down to −16.8 °C in the night to the 23rd.
    assert {(found.fall_c, found.low_c) for found in levels.values() if found} >= {(9.4, -16.8)}


def test_a_level_begins_rises_and_ends_and_each_is_told(
    town: SimpleNamespace, measured: Measured, foretold: Measured
) -> None:
    measured([0.0] * 72)
    assert queries.in_force() is None
    foretold([-9.0] * 48)
    assert ColdWave.objects.get().level == "blue"
    foretold([-17.0] * 48)
    wave = ColdWave.objects.get(ended_at__isnull=True)
    assert (wave.level, wave.fall_c, wave.low_c) == ("red", 17.0, -17.0)
    foretold([0.0] * 48)
    assert queries.in_force() is None
    kinds = [kind for kind in kinds_on("group") if kind.startswith("cold_wave")]
    assert kinds == ["cold_wave.began", "cold_wave.changed", "cold_wave.ended"]
    changed = Event.objects.get(kind="cold_wave.changed")
    assert (changed.data["before"], changed.data["level"], changed.data["fall_c"]) == ("blue", "red", 17.0)


def test_the_same_level_by_newer_figures_is_the_same_cold_wave(measured: Measured, foretold: Measured) -> None:
    measured([0.0] * 72)
    foretold([-13.0] * 48)
    foretold([-14.0] * 48)
    assert [(wave.level, wave.fall_c) for wave in ColdWave.objects.all()] == [("orange", 14.0)]


def declare(town: SimpleNamespace, level: str = "orange", *, hours: int = 24, reason: str = "冰冻预警") -> None:
    commands.declare_cold_wave(level=level, until=MORNING + hours * HOUR, reason=reason, user=town.kurt, now=MORNING)


def test_a_declared_level_ends_by_itself(town: SimpleNamespace) -> None:
    declare(town)
    assert queries.in_force() is not None
    look(actor=Actor.system("weather"), now=MORNING + 23 * HOUR)
    assert queries.in_force() is not None
    look(actor=Actor.system("weather"), now=MORNING + 24 * HOUR)
    assert queries.in_force() is None


def test_the_stricter_of_computed_and_declared_counts(
    town: SimpleNamespace, measured: Measured, foretold: Measured
) -> None:
    measured([0.0] * 72)
    foretold([-9.0] * 48)
    declare(town, "yellow")
    wave = queries.in_force()
    assert wave is not None
    assert (wave.level, wave.declared) == ("yellow", True)
    foretold([-13.0] * 48)
    wave = queries.in_force()
    assert wave is not None
    assert (wave.level, wave.declared) == ("orange", False)


def test_a_declaration_is_withdrawn_with_a_reason(town: SimpleNamespace) -> None:
    declare(town)
    with pytest.raises(InvalidInput):
        commands.withdraw_cold_wave(reason=" ", user=town.kurt, now=MORNING)
    commands.withdraw_cold_wave(reason="预警解除", user=town.kurt, now=MORNING)
    assert queries.in_force() is None
    with pytest.raises(commands.NothingDeclared):
        commands.withdraw_cold_wave(reason="预警解除", user=town.kurt, now=MORNING)


@pytest.mark.parametrize(
    ("bad", "field"),
    [({"level": "purple"}, "level"), ({"reason": "  "}, "reason"), ({"hours": 0}, "until"), ({"hours": 200}, "until")],
)
def test_a_declaration_that_cannot_be_is_refused(town: SimpleNamespace, bad: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        declare(town, **bad)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not WeatherChange.objects.exists()


def test_each_line_of_the_stand_by_is_done_once_and_by_a_name(town: SimpleNamespace) -> None:
    declare(town)
    wave = queries.in_force()
    assert wave is not None
    first = queries.posture_of(wave)[0]
    for user in (town.lena, town.kurt):
        commands.take_posture(wave_id=wave.pk, item_id=first.item.pk, user=user, now=MORNING)
    lines = queries.posture_of(wave)
    assert [line.done.by if line.done else None for line in lines] == [town.lena, None, None, None]
    assert kinds_on("group").count("cold_wave.posture_taken") == 1


def test_the_stand_by_of_another_level_is_refused(town: SimpleNamespace) -> None:
    declare(town)
    wave = queries.in_force()
    assert wave is not None
    of_red = PostureItem.objects.filter(level="red").first()
    assert of_red is not None
    with pytest.raises(commands.NotThisLevel):
        commands.take_posture(wave_id=wave.pk, item_id=of_red.pk, user=town.lena, now=MORNING)
    commands.withdraw_cold_wave(reason="预警解除", user=town.kurt, now=MORNING)
    with pytest.raises(commands.NotThisLevel):
        commands.take_posture(wave_id=wave.pk, item_id=first_of(wave).pk, user=town.lena, now=MORNING)


def first_of(wave: ColdWave) -> PostureItem:
    return queries.posture_of(wave)[0].item


def test_who_is_on_duty_is_told_once_of_each_level(town: SimpleNamespace) -> None:
    declare(town, "yellow")
    declare(town, "yellow", reason="延长")
    declare(town, "orange")
    commands.withdraw_cold_wave(reason="预警解除", user=town.kurt, now=MORNING)
    told = Notice.objects.filter(user=town.lena).order_by("pk").values_list("topic", "urgent", "params__level")
    assert list(told) == [
        ("cold_wave", False, "yellow"),
        ("cold_wave", True, "orange"),
        ("cold_wave_over", False, "orange"),
    ]
