"""The path of a triage decision: every rule, whether it matched, else which of its conditions did not hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .conditions import CONDITIONS, Kind
from .triage import Facts, failing


@dataclass(frozen=True, slots=True)
class Step:
    """One rule on the path; ``failed`` are the conditions that did not hold, in words, empty when it matched."""

    rule: str
    then: Mapping[str, Any]
    reason: Mapping[str, str]
    failed: Sequence[str]

    @property
    def matched(self) -> bool:
        """Whether the rule takes part in the decision."""
        return not self.failed


def path_of(facts: Facts, rules: Mapping[str, Any]) -> list[Step]:
    """Follow a decision through every rule.

    :raises ValueError: a rule asks for what there is no condition for
    """
    return [
        Step(
            rule["id"],
            rule["then"],
            rule["reason"],
            [_failed(facts, name, rule["when"][name]) for name in failing(facts, rule["when"])],
        )
        for rule in rules["rules"]
    ]


def condition_in_words(name: str, wanted: Any) -> str:
    """One condition of a rule, as people read it."""
    condition = CONDITIONS[name]
    if condition.choices is not None:
        words = dict(condition.choices.choices)
        return f"{condition.label}: {' / '.join(str(words.get(code, code)) for code in wanted)}"
    if condition.kind is Kind.YES_NO:
        answer = _("Yes") if wanted else _("No")
        return f"{condition.label}: {answer}"
    return f"{condition.label} {number_in_words(condition.kind, wanted)}"


def when_in_words(when: Mapping[str, Any]) -> list[str]:
    """All conditions of a rule; none is "always"."""
    return [condition_in_words(name, wanted) for name, wanted in when.items()] or [_("Always")]


def number_in_words(kind: Kind, value: float) -> str:
    """A number with its unit."""
    if kind is Kind.DEGREES:
        return f"{value:g} °C"
    return _("%(hours)s h") % {"hours": f"{value:g}"} if kind is Kind.HOURS else f"{value:g}"


def _failed(facts: Facts, name: str, wanted: Any) -> str:
    known = _known(facts, name)
    return _("%(condition)s (it is: %(known)s)") % {"condition": condition_in_words(name, wanted), "known": known}


def _known(facts: Facts, name: str) -> str:
    condition = CONDITIONS[name]
    value = getattr(facts, condition.fact)
    if condition.choices is not None:
        words = dict(condition.choices.choices)
        codes = [value] if isinstance(value, str) else value
        return " / ".join(str(words.get(code, code)) for code in codes if code) or "–"
    if condition.kind is Kind.YES_NO:
        return _("Yes") if value else _("No")
    return _("not known") if value is None else number_in_words(condition.kind, value)


def facts_in_words(facts: Facts) -> Iterator[tuple[str, str]]:
    """What the decision was made of: label and value, what is not known said so."""
    seen: set[str] = set()
    for name, condition in CONDITIONS.items():
        if condition.fact not in seen:
            seen.add(condition.fact)
            yield str(condition.label), _known(facts, name)
