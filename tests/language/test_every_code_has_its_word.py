"""A code without a word would be shown in English, in both languages."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from heating_ops.reports.figures import breakdowns
from heating_ops.ui.wording import all_words, word_for
from hotline.models import CallOutcome, Channel
from workorders.catalogue import Category, Urgency

PROJECT = Path(settings.BASE_DIR)
#: ``word_for("kind", …)``, ``{{ code|word:"kind" }}`` and ``wordFor("kind", …)``.
ASKED = re.compile(r"\bword_for\(\"(\w+)\"|\|word:\"(\w+)\"|\bwordFor\(\"(\w+)\"")
SOURCES = [
    *(file for app in ("heating_ops", "hotline", "incidents", "workorders") for file in (PROJECT / app).rglob("*.py")),
    *(PROJECT / "templates").rglob("*.html"),
    *(PROJECT / "static" / "js").rglob("*.js"),
]


def test_every_kind_of_code_that_is_asked_for_has_words() -> None:
    asked = {kind for file in SOURCES for found in ASKED.findall(file.read_text()) for kind in found if kind}
    assert asked
    assert sorted(asked - all_words().keys()) == []


def test_every_word_is_chinese_for_who_reads_chinese() -> None:
    with translation.override("zh-hans"):
        words = all_words()
    latin = [
        (kind, code, word)
        for kind, codes in words.items()
        for code, word in codes.items()
        if not re.search(r"[\u4e00-\u9fff]", word) and word not in ("App",)
    ]
    assert latin == []


@pytest.mark.parametrize(
    ("name", "choices"),
    [("category", Category), ("outcome", CallOutcome), ("channel", Channel), ("urgency", Urgency)],
)
def test_the_report_names_every_part_in_words(name: str, choices: type[Category]) -> None:
    counts: dict[str, dict[str, int]] = {f"by_{each}": {} for each in ("category", "outcome", "channel", "urgency")}
    counts[f"by_{name}"] = dict.fromkeys(choices.values, 1)
    report = {"calls": {**counts, "total": len(choices.values)}}
    named = [share.name for breakdown in breakdowns(report) for share in breakdown.shares]
    assert named == [str(choice.label) for choice in choices]


def test_an_unknown_code_is_shown_and_not_hidden() -> None:
    assert word_for("category", "leak_riser") == "Leak riser"
