"""docs/rules.md tells the numbers the product ships, and none of them as if it were confirmed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from docs.rules_tables import (
    beijing_table,
    cold_wave_table,
    community_table,
    escalation_table,
    level_table,
    patience_table,
    posture_table,
    roster_table,
    season_table,
    strict_statute_table,
    suspension_table,
    triage_table,
    weather_table,
)

from workorders.default_rules import TRIAGE

PAGE = Path(settings.BASE_DIR) / "docs" / "rules.md"


@pytest.mark.parametrize(
    "table",
    [
        weather_table,
        season_table,
        cold_wave_table,
        posture_table,
        triage_table,
        beijing_table,
        strict_statute_table,
        suspension_table,
        escalation_table,
        patience_table,
        community_table,
        level_table,
        roster_table,
    ],
)
def test_the_page_holds_the_table_of_the_defaults(table: Callable[[], str]) -> None:
    assert table() in PAGE.read_text(), f"put this table into {PAGE.name}:\n\n{table()}"


def test_the_page_names_the_version_of_the_triage_rules() -> None:
    assert f"Version `{TRIAGE['version']}`" in PAGE.read_text()


def test_nothing_ships_as_confirmed_locally() -> None:
    assert not any(rule["confirmed"] for rule in TRIAGE["rules"])
