"""docs/board.md tells what crews are chosen by as the product ships it."""

from pathlib import Path

from django.conf import settings

from workorders.crew_choice.default_rules import SKILLS, STANDARDS

PAGE = (Path(settings.BASE_DIR) / "docs" / "board.md").read_text()


def test_every_number_crews_are_chosen_by_is_there() -> None:
    assert [code for code, value, source in STANDARDS if f"| `{code}` | {value} | {source} |" not in PAGE] == []


def test_every_skill_that_is_needed_is_there() -> None:
    rows = [
        f"| `{kind}` | {f'`{category}`' if category else 'anything'} | `{skill}` | {source} |"
        for kind, category, skill, source in SKILLS
    ]
    assert [row for row in rows if row not in PAGE] == []
