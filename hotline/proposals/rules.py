"""The rules as they are written (``rules.toml``), read once and made ready to look for."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import add
from pathlib import Path
from typing import Any, Final

from workorders.catalogue import Category, Danger

FILE: Final = Path(__file__).with_name("rules.toml")
GAP: Final = "…"
PEOPLE: Final = frozenset({"elderly", "child", "newborn", "pregnant", "sick", "alone", "institution"})
_KNOWN: Final = frozenset(
    {"id", "words", "unless", "weight", "category", "item", "danger", "people", "denied", "because"}
)

Pattern = tuple[str, ...]
"""What must follow in order, with small gaps in between."""


class BadRule(ValueError):
    """A rule that cannot be read; names the rule and what is wrong."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the words it listens for, and what it proposes when they are said."""

    id: str
    patterns: Sequence[Pattern]
    because: Mapping[str, str]
    weight: int = 0
    category: str = ""
    item: str = ""
    danger: str = ""
    people: str = ""
    unless: Sequence[str] = ()
    can_be_denied: bool = True


@dataclass(frozen=True)
class Rulebook:
    """All rules, and for each pair of signs the patterns that can only be where that pair is."""

    rules: Sequence[Rule]
    by_pair: Mapping[str, Sequence[tuple[int, Pattern, tuple[str, ...]]]]

    def candidates(self, text: str) -> dict[int, list[Pattern]]:
        """The patterns worth looking for in a text, by the place of their rule."""
        pairs = set(map(add, text, text[1:])) | set(text)
        found: dict[int, list[Pattern]] = {}
        for pair in pairs & self.by_pair.keys():
            for number, pattern, others in self.by_pair[pair]:
                if pairs.issuperset(others):
                    found.setdefault(number, []).append(pattern)
        return dict(sorted(found.items()))


@cache
def shipped() -> Rulebook:
    """The rules this product ships.

    :raises BadRule: the file was edited into something that cannot be read
    """
    return rulebook(tomllib.loads(FILE.read_text(encoding="utf-8"))["rule"])


def rulebook(written: Sequence[Mapping[str, Any]]) -> Rulebook:
    """Make rules ready that are given as they are written.

    :raises BadRule: a rule names something unknown, or two have one id
    """
    rules = [_rule(each) for each in written]
    ids = [rule.id for rule in rules]
    if twice := {each for each in ids if ids.count(each) > 1}:
        raise BadRule(f"{sorted(twice)}: used by two rules")
    by_pair: dict[str, list[tuple[int, Pattern, tuple[str, ...]]]] = {}
    for number, rule in enumerate(rules):
        for pattern in rule.patterns:
            pairs = {part[at : at + 2] for part in pattern for at in range(max(1, len(part) - 1))}
            rarest = max(sorted(pairs), key=len)
            by_pair.setdefault(rarest, []).append((number, pattern, tuple(pairs - {rarest})))
    return Rulebook(rules, by_pair)


def _rule(written: Mapping[str, Any]) -> Rule:
    name = written.get("id", "a rule without id")
    if unknown := written.keys() - _KNOWN:
        raise BadRule(f"{name}: nothing is called {sorted(unknown)}")
    if not set(written.get("because", {})) >= {"en", "zh-hans"}:
        raise BadRule(f"{name}: because.en and because.zh-hans say why")
    for key, allowed in (("category", Category.values), ("danger", Danger.values), ("people", PEOPLE)):
        if written.get(key, "") not in {"", *allowed}:
            raise BadRule(f"{name}: there is no {key} {written[key]!r}")
    patterns = [pattern for words in written["words"] for pattern in expanded(words)]
    if not patterns or any(not part for pattern in patterns for part in pattern):
        raise BadRule(f"{name}: words with nothing to look for")
    return Rule(
        id=name,
        patterns=sorted(set(patterns)),
        because=written["because"],
        weight=written.get("weight", 0),
        category=written.get("category", ""),
        item=written.get("item", ""),
        danger=written.get("danger", ""),
        people=written.get("people", ""),
        unless=tuple(written.get("unless", ())),
        can_be_denied=written.get("denied", True),
    )


def expanded(words: str) -> Iterator[Pattern]:
    """Every plain pattern that ``"{a|b}…c"`` stands for."""
    opened, closed = words.find("{"), words.find("}")
    if opened == -1:
        yield tuple(words.split(GAP))
        return
    for choice in words[opened + 1 : closed].split("|"):
        yield from expanded(words[:opened] + choice + words[closed + 1 :])
