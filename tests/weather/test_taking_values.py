"""Hourly values are taken once, from wherever they come, and only possible ones."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from town import MORNING, kinds_on

from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput
from heating_ops.weather.commands import Taken, take_values
from heating_ops.weather.models import Forecast, Observation, Source, WeatherChange
from heating_ops.weather.values import Value

Measured = Callable[..., Taken]
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def take(*values: Value, source: Source = Source.FEED) -> Taken:
    return take_values(values, source=source, actor=Actor.system("station"), now=MORNING)


def test_the_same_values_again_change_nothing(measured: Measured) -> None:
    assert measured([-3, -4]) == Taken(new=2, changed=0, known=0)
    assert measured([-3, -4]) == Taken(new=0, changed=0, known=2)
    assert WeatherChange.objects.count() == 1
    assert kinds_on("group") == ["weather.values_taken"]


def test_a_correction_takes_the_place_of_what_was_said_before(measured: Measured) -> None:
    measured([-3, -4])
    assert measured([-3, -5]) == Taken(new=0, changed=1, known=1)
    assert Observation.objects.get(hour=MORNING).temperature_c == -5


def test_what_was_typed_stands_beside_what_the_feed_says() -> None:
    take(Value(MORNING, -4))
    take(Value(MORNING, -9), source=Source.TYPED)
    take(Value(MORNING, -4.5))
    told = Observation.objects.filter(hour=MORNING).order_by("source").values_list("source", "temperature_c")
    assert list(told) == [("feed", -4.5), ("typed", -9)]


def test_a_forecast_is_kept_by_its_issue() -> None:
    later = Value(MORNING + 5 * HOUR, -9, None, MORNING)
    take(later, Value(MORNING + 5 * HOUR, -7, None, MORNING - 6 * HOUR))
    assert take(later) == Taken(0, 0, 1)
    assert Forecast.objects.count() == 2


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (Value(MORNING, -61), "temperature_c"),
        (Value(MORNING, 51), "temperature_c"),
        (Value(MORNING, float("nan")), "temperature_c"),
        (Value(MORNING, -5, -1), "wind_m_s"),
        (Value(MORNING + HOUR, -5), "at"),
        (Value(MORNING + HOUR, -5, None, MORNING + HOUR), "issued_at"),
        (Value(MORNING - HOUR, -5, None, MORNING), "at"),
        (Value(MORNING + 400 * HOUR, -5, None, MORNING), "at"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_of_it_is_taken(value: Value, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        take(Value(MORNING - 2 * HOUR, -5), value)
    assert refused.value.field == field
    assert not Observation.objects.exists()


def imported(path: Path) -> str:
    out = StringIO()
    call_command("import_weather", str(path), stdout=out)
    return out.getvalue().strip()


def test_a_file_is_imported_and_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "weather.csv"
    path.write_text(
        "at,temperature_c,wind_m_s,issued_at\n"
        "2026-01-12T08:00+08:00,-3.5,2.1,\n"
        "2026-01-12 09:00,-3,,\n"
        "2026-01-12T10:00+08:00,-6,,2026-01-12T06:00+08:00\n"
    )
    assert imported(path) == "3 new, 0 corrected, 0 known hourly values."
    assert imported(path) == "0 new, 0 corrected, 3 known hourly values."
    assert (Observation.objects.count(), Forecast.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("at,temperature_c\n2026-01-12T08:00,warm\n", "line 2, temperature_c: “warm” is no number."),
        ("at,temperature_c\n2026-01-12T08:00,\n", "line 2, temperature_c: The temperature is missing."),
        ("at,temperature_c\nyesterday,-3\n", "line 2, at: “yesterday” is no time."),
        ("at,temperature_c\n2026-13-45T08:00,-3\n", "is no time."),
        ("at,temperature_c\n2026-01-12T08:00,-300\n", "must lie between -60 and 50 °C"),
        ("time,temperature_c\n2026-01-12T08:00,-3\n", "The file has no column at."),
        ("at,temperature_c\n", "The file has no rows below its heading."),
        ("", "The file has no column at."),
        ("\x00\x01\x02", "The file is neither UTF-8 nor GB18030."),
    ],
)
def test_a_bad_file_is_told_by_line_and_nothing_is_imported(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "weather.csv"
    path.write_text(content)
    with pytest.raises(CommandError) as refused:
        imported(path)
    assert words in str(refused.value)
    assert not Observation.objects.exists()


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        imported(tmp_path / "nothing.csv")


def test_two_who_take_the_same_values_at_once_take_them_once(real_town: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    def one(_which: int) -> Taken:
        try:
            return take(Value(MORNING, -4), Value(MORNING + HOUR, -6, None, MORNING))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(one, range(4)))
    assert sum(each.new for each in taken) == 2
    assert WeatherChange.objects.count() == 1
