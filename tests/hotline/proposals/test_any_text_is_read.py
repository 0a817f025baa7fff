"""Whatever is typed, something is answered, quickly, and never an error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.proposals import propose
from hotline.proposals.reading import LONGEST
from hotline.proposals.rules import BadRule, expanded, rulebook, shipped
from workorders.catalogue import Category, Danger

_SIGNS = "".join({sign for rule in shipped().rules for pattern in rule.patterns for part in pattern for sign in part})
WORDS = st.sampled_from([*_SIGNS, *"，。没有不是去年已经修好了怕15℃十度-. \n"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=120).map("".join)))
def test_any_text_at_all(text: str) -> None:
    told = propose(text)
    assert told.category in {"", *Category.values}
    assert set(told.dangers) <= set(Danger.values)
    assert told.indoor_temp_c is None or 0 <= told.indoor_temp_c <= 35
    assert propose(text) == told
    if told.category and not told.reasons:
        assert told.indoor_temp_c is not None  # a reading alone


@pytest.mark.parametrize("text", ["", " ", "\ud800", "ﷺ" * 2000, "漏" * 9000, "漏水" * 3000, "{|…}"])
def test_odd_texts(text: str) -> None:
    propose(text)


def test_more_than_the_longest_text_is_not_read() -> None:
    assert propose("好" * LONGEST + "漏水").category == ""


def test_the_way_rules_are_written() -> None:
    assert list(expanded("{a|b}…{c|d}")) == [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]
    assert list(expanded("漏水")) == [("漏水",)]


BECAUSE = {"en": "why", "zh-hans": "为何"}


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"id": "x", "words": ["漏"], "because": BECAUSE, "colour": "red"}, "nothing is called ['colour']"),
        ({"id": "x", "words": ["漏"], "because": {"en": "why"}}, "because.en and because.zh-hans"),
        ({"id": "x", "words": ["漏"], "because": BECAUSE, "category": "sun"}, "there is no category 'sun'"),
        ({"id": "x", "words": ["漏"], "because": BECAUSE, "danger": "sun"}, "there is no danger 'sun'"),
        ({"id": "x", "words": [], "because": BECAUSE}, "nothing to look for"),
        ({"id": "x", "words": ["…水"], "because": BECAUSE}, "nothing to look for"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_that_cannot_be_read_is_refused_by_name(rule: dict[str, object], says: str) -> None:
    with pytest.raises(BadRule) as refused:
        rulebook([rule])
    assert str(refused.value).startswith("x: ")
    assert says in str(refused.value)


def test_two_rules_with_one_id_are_refused() -> None:
    rule = {"id": "x", "words": ["漏"], "because": BECAUSE}
    with pytest.raises(BadRule, match="two rules"):
        rulebook([rule, rule])
