"""The one door upward: each app says here how to read the cards of its subjects.

A card is the JSON a screen shows of one subject. The same function makes the
card for the event, the snapshot, the API and the check that both agree.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Card = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CardSource:
    """How to read the cards of one kind of subject."""

    of: Callable[[Sequence[int]], Mapping[int, Card]]
    """The cards of these ids, open or not."""
    on: Callable[[Sequence[str]], list[Card]]
    """The open cards on these boards."""


_sources: dict[str, CardSource] = {}


def register(subject_type: str, source: CardSource) -> None:
    """Tell the journal how to read the cards of a subject type; called in ``AppConfig.ready()``."""
    _sources[subject_type] = source


def cards_of(subjects: Sequence[str]) -> dict[str, Card]:
    """Read the cards of subjects such as ``work_order:17``, one query per type."""
    by_type: dict[str, list[int]] = {}
    for subject in subjects:
        subject_type, _, ident = subject.partition(":")
        if subject_type in _sources:
            by_type.setdefault(subject_type, []).append(int(ident))
    cards: dict[str, Card] = {}
    for subject_type, ids in by_type.items():
        for key, card in _sources[subject_type].of(ids).items():
            cards[f"{subject_type}:{key}"] = card
    return cards


def open_cards(slugs: Sequence[str]) -> list[Card]:
    """Read every open card on these boards."""
    return [card for source in _sources.values() for card in source.on(slugs)]


def subject_of(card: Card) -> str:
    """Name the subject a card shows."""
    return f"{card['type']}:{card['id']}"
