"""Versions of the triage rules, to be read."""

from dataclasses import dataclass
from datetime import datetime

from workorders import rules
from workorders.models import TriageRules
from workorders.sentences import actor_word, names_of


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list; ``since`` is when it was last put in force, if a person ever did."""

    row: TriageRules
    in_force: bool
    made_by: str
    since: datetime | None
    activated_by: str
    reason: str

    @property
    def size(self) -> int:
        """How many rules it has."""
        return len(self.row.rules)


def versions_shown() -> list[Version]:
    """Read every version, the newest first, with who made it and who put it in force last and why: three queries."""
    rows = list(TriageRules.objects.prefetch_related("activations").order_by("-id"))
    last = {row.pk: next(iter(row.activations.all()), None) for row in rows}
    names = names_of([row.made_by for row in rows] + [one.by for one in last.values() if one is not None])
    in_force = rules.triage_rules()["version"]
    shown = []
    for row in rows:
        newest = last[row.pk]
        shown.append(
            Version(
                row=row,
                in_force=row.version == in_force,
                made_by=_who(row.made_by, names),
                since=newest.at if newest else None,
                activated_by=_who(newest.by, names) if newest else "",
                reason=newest.reason if newest else "",
            )
        )
    return shown


def _who(ref: str, names: dict[str, str]) -> str:
    return (names.get(ref) or actor_word(ref)) if ref else ""
