"""Figures stand under each other, in Chinese too."""

from heating_ops.management.columns import padded, width_of


def test_a_chinese_character_takes_two_cells() -> None:
    assert width_of("用时（秒）") == 10
    assert width_of("Seconds") == 7
    assert {width_of(padded(words, 12)) for words in ("用时（秒）", "p50（毫秒）", "Seconds")} == {12}


def test_a_text_that_is_too_long_is_not_cut() -> None:
    assert padded("看板", 3) == "看板"
