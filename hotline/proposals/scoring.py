"""How well the rules read texts somebody labelled by hand. How it is counted: docs/triage.md."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from workorders.catalogue import Category, Urgency

from .proposing import Proposal, propose

# What a label means as categories. Labels that are not here describe circumstances.
MEANS: Final[Mapping[str, frozenset[str]]] = {
    "low_temp": frozenset({Category.LOW_TEMPERATURE}),
    "uneven": frozenset({Category.UNEVEN}),
    **dict.fromkeys(
        ("no_heat", "area_outage", "building_outage", "intermittent_outage"), frozenset({Category.NO_HEAT})
    ),
    "leak": frozenset({Category.LEAK, Category.BURST}),
    "substation_fault": frozenset({Category.STATION_FAULT}),
    **dict.fromkeys(("consult", "early_heating", "new_connection"), frozenset({Category.ENQUIRY})),
    "not_our_network": frozenset({Category.NOT_OUR_CUSTOMER}),
    "illegal_modification": frozenset({Category.EQUIPMENT}),
    **dict.fromkeys(
        (
            *("praise", "staff_attitude", "repeat_complaint", "false_restoration"),
            *("dispute", "power_dispute", "responsibility_dispute", "measured_ok_dispute"),
        ),
        frozenset({Category.SERVICE}),
    ),
}
_URGENT_LABELS: Final = frozenset({"leak", "substation_fault"})
_PEOPLE: Final = {"老人": "elderly", "孩子": "child", "婴儿": "newborn", "病人": "sick", "孕妇": "pregnant"}
COLUMNS: Final = frozenset({"id", "text", "label_ours", "min_temp_c", "vulnerable"})
HITS: Final = ("main", "any", "urgency", "temperature", "people")


class NotLabelled(ValueError):
    """A file without the columns that are needed; names them."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One message as it was filed, and which of its labels were hit."""

    id: str
    labels: Sequence[str]
    proposal: Proposal
    hits: Mapping[str, bool]


def score_file(path: Path, *, triage: Mapping[str, Any]) -> list[Scored]:
    """File every message of a CSV file.

    :param triage: the rules the urgency is decided with
    :raises NotLabelled: a column is missing
    :raises OSError: the file cannot be read
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if missing := COLUMNS - set(rows.fieldnames or ()):
            raise NotLabelled(", ".join(sorted(missing)))
        return [_scored(row, triage) for row in rows]


def _scored(row: Mapping[str, str], triage: Mapping[str, Any]) -> Scored:
    labels = [label for label in row["label_ours"].split(";") if label]
    told = propose(row["text"], triage=triage)
    wanted = float(row["min_temp_c"]) if row["min_temp_c"] else None
    people = {_PEOPLE.get(each, each) for each in row["vulnerable"].split(";") if each}
    meant = [MEANS[label] for label in labels if label in MEANS]
    hits = {
        "main": bool(meant) and told.category in MEANS.get(labels[0], ()),
        "any": any(told.category in each for each in meant),
        "urgency": (told.urgency == Urgency.URGENT) == bool(_URGENT_LABELS & set(labels)),
        "temperature": told.indoor_temp_c == wanted,
        "people": set(told.vulnerable) == people,
    }
    return Scored(row["id"], labels, told, hits)


def as_markdown(scored: Sequence[Scored]) -> Iterator[str]:
    """The table of messages and the table of hits, line by line. No words of a message."""
    yield "| Message | Labels | Proposed | Item | Also | Dangers | People | °C | Urgency | Hits |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for each in scored:
        told = each.proposal
        cells = [
            each.id,
            ", ".join(each.labels),
            told.category or "–",
            told.item or "–",
            ", ".join(told.others) or "–",
            ", ".join(told.dangers) or "–",
            ", ".join(told.vulnerable) or "–",
            "–" if told.indoor_temp_c is None else f"{told.indoor_temp_c:g}",
            f"{told.urgency} {told.priority}".strip() or "–",
            ", ".join(name for name in HITS if each.hits[name]) or "–",
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield "| Measure | Hits | Of | Rate |"
    yield "|---|---|---|---|"
    for name in HITS:
        hit = sum(each.hits[name] for each in scored)
        rate = f"{100 * hit / len(scored):.0f} %" if scored else "–"
        yield f"| {name} | {hit} | {len(scored)} | {rate} |"
