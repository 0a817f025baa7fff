"""What a caller's words propose: category, item, dangers, temperature, people at risk, and why.

A pure function of the text and the rules. It sets nothing: the operator takes a proposal or leaves it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workorders.catalogue import Category, Danger
from workorders.default_rules import TRIAGE
from workorders.triage import Decision, Facts, decide

from .reading import SENTENCE_ENDS, Denial, as_read, clause_around, denial_of
from .rules import Pattern, Rule, Rulebook, shipped
from .temperature import room_temperature

_GAP_SIGNS: Final = 12
# So many places of one pattern are looked at: beyond that a text only repeats itself.
_PLACES: Final = 8
# Danger wins: with so much said about water these go before everything else.
_WINS_FROM: Final = {Category.BURST: 5, Category.LEAK: 4}
_ALSO_FROM: Final = 4
_SEVEREST_FIRST: Final = [
    *(Category.BURST, Category.LEAK, Category.STATION_FAULT, Category.NO_HEAT, Category.LOW_TEMPERATURE),
    *(Category.UNEVEN, Category.NOISE, Category.EQUIPMENT, Category.BILLING, Category.SERVICE),
    *(Category.ENQUIRY, Category.NOT_OUR_CUSTOMER),
]


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that heard its words: which, and what it proposes. ``denied`` says why they do not count."""

    rule: str
    words: str
    because: Mapping[str, str]
    category: str = ""
    item: str = ""
    danger: str = ""
    people: str = ""
    weight: int = 0
    denied: Denial | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the words propose; empty where they propose nothing. ``indoor_temp_c`` in °C.

    ``others`` are further troubles in the same text. ``urgency`` and ``priority`` are what triage would say.
    """

    category: str
    item: str
    others: tuple[str, ...]
    dangers: tuple[str, ...]
    vulnerable: tuple[str, ...]
    indoor_temp_c: float | None
    temperature_words: str
    urgency: str
    priority: str
    reasons: tuple[Reason, ...]
    denied: tuple[Reason, ...]
    scores: Mapping[str, int]
    decision: Decision | None


def propose(text: str, *, rules: Rulebook | None = None, triage: Mapping[str, Any] = TRIAGE) -> Proposal:
    """Propose from what is typed so far. Never raises, whatever the text.

    :param rules: the rules that listen; the shipped ones if not given
    :param triage: the triage rules for the hint of urgency
    """
    said = as_read(text)
    heard = list(_heard(said, rules or shipped()))
    reasons = tuple(reason for reason in heard if reason.denied is None)
    temperature, words = room_temperature(said)
    scores: Counter[str] = Counter()
    for reason in reasons:
        if reason.category:
            scores[reason.category] += reason.weight
    if temperature is not None:
        scores[Category.LOW_TEMPERATURE] += 3
    category = _winner(scores)
    dangers = tuple(danger for danger in Danger.values if any(reason.danger == danger for reason in reasons))
    decision = _decision(Facts(category=category, dangers=dangers, indoor_temp_c=temperature), triage)
    return Proposal(
        category=category,
        item=_item(category, reasons),
        others=tuple(each for each in _SEVEREST_FIRST if each != category and scores[each] >= _ALSO_FROM),
        dangers=dangers,
        vulnerable=tuple(dict.fromkeys(reason.people for reason in reasons if reason.people)),
        indoor_temp_c=temperature,
        temperature_words=words,
        urgency=decision.urgency if decision else "",
        priority=decision.priority if decision else "",
        reasons=reasons,
        denied=tuple(reason for reason in heard if reason.denied is not None),
        scores=dict(scores.most_common()),
        decision=decision,
    )


def _winner(scores: Mapping[str, int]) -> str:
    for category, enough in _WINS_FROM.items():
        if scores.get(category, 0) >= enough:
            return category
    said = [category for category in _SEVEREST_FIRST if scores.get(category, 0) > 0]
    return max(said, key=lambda category: scores[category], default="")


def _item(category: str, reasons: tuple[Reason, ...]) -> str:
    """The item most is said for, of the category proposed."""
    items: Counter[str] = Counter()
    for reason in reasons:
        if reason.item and reason.category == category:
            items[reason.item] += reason.weight
    return items.most_common(1)[0][0] if items else ""


def _decision(facts: Facts, triage: Mapping[str, Any]) -> Decision | None:
    """What triage would say; nothing while no rule of it matches (no category yet, and no danger)."""
    try:
        return decide(facts, triage)
    except ValueError:
        return None


def _heard(text: str, rules: Rulebook) -> Iterator[Reason]:
    """One reason per rule that heard something: said plainly if it is anywhere, else the first denied."""
    begins_of: dict[str, list[int]] = {}
    for number, patterns in rules.candidates(text).items():
        rule = rules.rules[number]
        first: Reason | None = None
        for start, end, gaps in sorted(place for pattern in patterns for place in _places(text, pattern, begins_of)):
            if rule.unless and _silenced(text, start, end, rule):
                continue
            denied = denial_of(text, start, end, gaps) if rule.can_be_denied else None
            if first is None or denied is None:
                first = _reason(rule, text[start:end], denied)
            if denied is None:
                break
        if first is not None:
            yield first


def _reason(rule: Rule, words: str, denied: Denial | None) -> Reason:
    return Reason(
        rule=rule.id,
        words=words,
        because=rule.because,
        category=rule.category,
        item=rule.item,
        danger=rule.danger,
        people=rule.people,
        weight=rule.weight,
        denied=denied,
    )


def _silenced(text: str, start: int, end: int, rule: Rule) -> bool:
    begins, ends = clause_around(text, start, end)
    clause = text[begins:ends]
    return any(words in clause for words in rule.unless)


def _places(text: str, pattern: Pattern, begins_of: dict[str, list[int]]) -> Iterator[tuple[int, int, list[int]]]:
    """Where the parts of a pattern follow each other within one sentence: begin, end, begins of the later parts.

    :param begins_of: where each part begins, found once for all patterns
    """
    if not all(_begins(text, part, begins_of) for part in reversed(pattern)):
        return
    first, *rest = pattern
    for start in begins_of[first]:
        parts = _later_parts(text, start + len(first), rest)
        if parts is not None:
            yield start, parts[-1] + len(rest[-1]) if parts else start + len(first), parts


def _begins(text: str, part: str, begins_of: dict[str, list[int]]) -> list[int]:
    known = begins_of.get(part)
    if known is None:
        known = begins_of[part] = []
        start = text.find(part)
        while start != -1 and len(known) < _PLACES:
            known.append(start)
            start = text.find(part, start + 1)
    return known


def _later_parts(text: str, end: int, rest: list[str]) -> list[int] | None:
    """Where each later part begins, or ``None`` when one is not near enough."""
    begins = []
    for part in rest:
        found = text.find(part, end, end + _GAP_SIGNS + len(part))
        if found == -1 or any(sign in SENTENCE_ENDS for sign in text[end:found]):
            return None
        begins.append(found)
        end = found + len(part)
    return begins
