"""One number in the many ways it is dialled, dictated and sent."""

import pytest

from hotline.callers.numbers import is_written_as_number, masked, read_number, spellings_of


@pytest.mark.parametrize(
    "written",
    [
        *("13800001010", "138 0000 1010", "138-0000-1010", "+86 138 0000 1010", "+8613800001010"),
        *("8613800001010", "008613800001010", "013800001010", "(138)00001010"),
    ],
)
def test_a_mobile_number_is_the_same_however_it_is_written(written: str) -> None:
    number = read_number(written)
    assert (number.digits, number.whole) == ("13800001010", True)
    assert {"13800001010", "+8613800001010", "8613800001010", "013800001010"} <= set(number.spellings)


@pytest.mark.parametrize("written", ["010-6512 3456", "+86 10 65123456", "(010)65123456", "01065123456"])
def test_a_number_with_its_area_code_is_also_the_one_without(written: str) -> None:
    assert "65123456" in spellings_of(written)


@pytest.mark.parametrize("written", ["6512 3456-801", "65123456转801", "65123456 x801", "010-65123456,801"])
def test_an_extension_is_not_part_of_the_number(written: str) -> None:
    number = read_number(written)
    assert number.digits.endswith("65123456")
    assert (number.extension, number.whole) == ("801", True)


@pytest.mark.parametrize("written", ["1010", "0000101", "1380000", "65123456"])
def test_anything_shorter_is_a_part(written: str) -> None:
    assert not read_number(written).whole


@pytest.mark.parametrize("written", ["", "anonymous", "101", "0000000", "-", "+", "转"])
def test_a_withheld_number_and_three_digits_say_nothing(written: str) -> None:
    number = read_number(written)
    assert number.says_nothing
    assert number.spellings == []


def test_an_extension_that_rings_is_nobodys_number() -> None:
    assert not read_number("8012").says_nothing
    assert read_number("8012", from_exchange=True).says_nothing
    assert spellings_of("8012") == []


def test_a_number_shows_only_the_digits_that_were_given() -> None:
    assert masked("13800001010", "1010") == "•••••••1010"
    assert masked("13800001010", "1380") == "1380•••••••"
    assert masked("13800001010", "0000") == "•••0000••••"
    assert masked("13800001010", "99") == "•" * 11


@pytest.mark.parametrize(
    ("text", "fine"), [("138 0000", True), ("65123456转801", True), ("12a4", False), ("1" * 41, False), ("٣٣٣٣", False)]
)
def test_what_can_be_a_number_at_all(text: str, fine: bool) -> None:
    assert is_written_as_number(text) is fine
