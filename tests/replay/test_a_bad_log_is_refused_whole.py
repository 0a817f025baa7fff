"""A log with wrong rows: every problem with its line, and nothing sent."""

import gzip
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from replay.logs import rows, write

from heating_ops.replaying.call_log import BadCallLog, LoggedCall, read_call_log
from hotline.models import Channel
from workorders.catalogue import Category


def read(path: Path) -> list[LoggedCall]:
    return read_call_log(path, channels=Channel.values, categories=Category.values)


def problems(path: Path) -> list[str]:
    with pytest.raises(BadCallLog) as found:
        read(path)
    return found.value.problems


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("call", "", "line 3: no call number"),
        ("call", "1", "line 3: call number 1 is on line 2 already"),
        ("reported_at", "yesterday", "line 3: reported_at “yesterday” is not a date and time"),
        ("reported_at", "2026-01-12T08:00:00", "line 3: reported_at “2026-01-12T08:00:00” does not say its time zone"),
        ("channel", "pigeon", "line 3: channel “pigeon” is none of phone, 12345, app, wechat, counter"),
        ("street", " ", "line 3: no street"),
        ("indoor_temp_c", "warm", "line 3: indoor_temp_c “warm” is not a room temperature"),
        ("indoor_temp_c", "nan", "line 3: indoor_temp_c “nan” is not a room temperature"),
        ("flat", "9" * 33, "line 3: flat is longer than 32 characters"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, column: str, value: str, sentence: str) -> None:
    lines = rows(3)
    lines[1][column] = value
    assert problems(write(tmp_path / "log.csv", lines)) == [sentence]


def test_every_wrong_row_is_found_before_anything_is_sent(tmp_path: Path) -> None:
    lines = rows(5)
    lines[0]["category"] = "sun"
    lines[3]["reported_at"] = ""
    lines[3]["street"] = ""
    found = problems(write(tmp_path / "log.csv.gz", lines))
    assert [problem.split(":")[0] for problem in found] == ["line 2", "line 5", "line 5"]


def test_lines_are_counted_as_an_editor_does_when_a_text_spans_several(tmp_path: Path) -> None:
    lines = rows(3)
    lines[0]["text"] = "two\nlines"
    lines[1]["street"] = ""
    assert problems(write(tmp_path / "log.csv", lines)) == ["line 4: no street"]


def test_a_row_cut_off_is_found(tmp_path: Path) -> None:
    path = write(tmp_path / "log.csv", rows(3))
    path.write_text(path.read_text() + "4,2026-01-12T00:00:00+08:00,138\n")
    assert problems(path) == ["line 5: too few fields"]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("call,reported_at,street,building\n1,2,3,4\n")
    assert problems(path) == ["line 1: no column caller_phone, channel, category, flat, indoor_temp_c, text"]


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b broken", gzip.compress(b"x" * 5000)[:60], b"call\xff\xfe"])
def test_what_is_no_log_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(content)
    assert len(problems(path)) == 1


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    assert "cannot be read" in problems(tmp_path / "none.csv")[0]


def test_the_command_shows_the_problems_and_sends_nothing(tmp_path: Path) -> None:
    lines = rows(30)
    for line in lines:
        line["street"] = ""
    with pytest.raises(CommandError) as refused:
        call_command("replay", str(write(tmp_path / "log.csv", lines)), "--url", "http://127.0.0.1:9")
    said = str(refused.value).splitlines()
    assert said[0] == "line 2: no street"
    assert said[-2:] == ["… and 10 more", "Nothing was sent."]


def test_a_call_has_the_same_request_id_at_every_reading_and_another_in_another_log(tmp_path: Path) -> None:
    first = [call.request_id for call in read(write(tmp_path / "one.csv", rows(3)))]
    packed = [call.request_id for call in read(write(tmp_path / "one.csv.gz", rows(3)))]
    other = [call.request_id for call in read(write(tmp_path / "two.csv", rows(3)))]
    assert first == packed
    assert len({*first, *other}) == 6
