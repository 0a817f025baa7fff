"""A stored triage decision as people read it: why, what to heed, and who decided otherwise."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from .catalogue import Protection
from .sentences import Data, actor_word, names_of


def reasons_in_words(triage: Data) -> list[str]:
    """The reasons of a stored triage decision in the reader's language."""
    language = get_language() or "en"
    return [reason.get(language) or reason["en"] for reason in triage["reasons"]]


def protection_in_words(triage: Data) -> list[str]:
    """What whoever goes must heed, in the reader's language; decisions of earlier versions ask for nothing."""
    return [str(dict(Protection.choices).get(code, code)) for code in triage.get("protection", ())]


@dataclass(frozen=True, slots=True)
class Override:
    """What a person decided beside triage, for a page."""

    before: str
    after: str
    by: str
    at: datetime
    reason: str


def overrides_in_words(triage: Data) -> list[Override]:
    """Who decided otherwise, when and why, the newest first."""
    kept = list(triage.get("overrides", ()))
    names = names_of(one["by"] for one in kept) if kept else {}
    return [
        Override(
            one["before"]["priority"],
            one["after"]["priority"],
            names.get(one["by"]) or actor_word(one["by"]),
            datetime.fromisoformat(one["at"]),
            one["reason"],
        )
        for one in reversed(kept)
    ]


def decision_in_words(triage: Data) -> dict[str, Any]:
    """A stored decision as every screen shows it: ``templates/workorders/parts/why.html``."""
    return {
        "urgency": triage["urgency"],
        "priority": triage["priority"],
        "handling": triage["handling"],
        "rule_version": triage["rule_version"],
        "reasons": reasons_in_words(triage),
        "protection": protection_in_words(triage),
        "overrides": overrides_in_words(triage),
    }
