"""What other rules would have said of the last calls: the same facts, decided twice. Nothing is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workorders.decision_words import reasons_in_words
from workorders.triage import Decision, Facts, decide

from ..models import Call

LARGEST: Final = 10_000
SIZES: Final = (200, 1000, 5000, LARGEST)
_SHOWN: Final = 100
# Facts that later versions of the rules ask for; a call that was taken before does not know them.
_LATER: Final = "outdoor_c"


@dataclass(frozen=True, slots=True)
class Changed:
    """One call that other rules would decide otherwise."""

    call_id: int
    number: str
    category: str
    before: Decision
    after: Decision

    @property
    def reasons_before(self) -> list[str]:
        """Why it is as it is, in the reader's language."""
        return reasons_in_words(self.before.stored())

    @property
    def reasons_after(self) -> list[str]:
        """Why it would be otherwise."""
        return reasons_in_words(self.after.stored())

    @property
    def is_stricter(self) -> bool:
        """Whether its priority would rise; P1 sorts first."""
        return self.after.priority < self.before.priority


@dataclass(slots=True)
class DryRun:
    """The comparison: how many calls, from what to what, and the first of those that change.

    ``facts_missing`` counts calls taken before weather and season were facts: they are decided without.
    """

    calls: int = 0
    changed: int = 0
    stricter: int = 0
    laxer: int = 0
    facts_missing: int = 0
    priorities: Counter[tuple[str, str]] = field(default_factory=Counter)
    handlings: Counter[tuple[str, str]] = field(default_factory=Counter)
    urgencies: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: list[Changed] = field(default_factory=list)

    @property
    def moves(self) -> list[tuple[str, str, str, int]]:
        """What changes: which part, from, to, how often; the most frequent first."""
        parts = (("priority", self.priorities), ("handling", self.handlings), ("urgency", self.urgencies))
        rows = [(name, old, new, n) for name, counted in parts for (old, new), n in counted.items()]
        return sorted(rows, key=lambda row: -row[3])


def dry_run(rules: Mapping[str, Any], *, instead_of: Mapping[str, Any], calls: int) -> DryRun:
    """Decide the newest calls by both versions, each from the facts it was decided by.

    :param rules: the version that is tried, as ``rules.triage_rules`` answers one
    :param instead_of: the version in force
    :param calls: how many calls, ``LARGEST`` at the most
    """
    run = DryRun()
    rows = Call.objects.order_by("-id").values_list("pk", "category", "triage")[: min(calls, LARGEST)]
    for pk, category, triage in rows.iterator(chunk_size=1000):
        inputs = triage["inputs"]
        facts = Facts.from_stored(inputs)
        run.calls += 1
        run.facts_missing += _LATER not in inputs
        _compare(run, pk, category, decide(facts, instead_of), decide(facts, rules))
    return run


def _compare(run: DryRun, pk: int, category: str, before: Decision, after: Decision) -> None:
    told: Sequence[tuple[Counter[tuple[str, str]], str]] = (
        (run.priorities, "priority"),
        (run.handlings, "handling"),
        (run.urgencies, "urgency"),
    )
    differs = False
    for counted, name in told:
        old, new = str(getattr(before, name)), str(getattr(after, name))
        if old != new:
            counted[old, new] += 1
            differs = True
    if not differs:
        return
    run.changed += 1
    run.stricter += after.priority < before.priority
    run.laxer += after.priority > before.priority
    if len(run.shown) < _SHOWN:
        run.shown.append(Changed(pk, f"CA-{pk:07d}", category, before, after))
