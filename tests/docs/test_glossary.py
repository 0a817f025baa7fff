"""docs/glossary.md holds every word the system uses for its codes, in both languages."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation

from heating_ops.access.models import Role
from heating_ops.crews.models import LeaveKind, LeaveState, Level, Origin, Skill, SwapState
from hotline.call_backs.models import CallBackState, Said, Satisfied, Why
from hotline.models import CallOutcome, Channel, PlaceMatch, Situation
from incidents.models import IncidentLevel, Kind, NoteState, Phase, StopReason, StopState
from workorders import catalogue
from workorders.crew_choice.models import Doing
from workorders.escalation.models import Because, Cause, Ended, Stage
from workorders.escalation.rule_models import AlarmKind, CommunityRule
from workorders.models import Step

PROJECT = Path(settings.BASE_DIR)
EVENTS = re.compile(r"(?:_?happened|_told)\(\s*\"(\w+)\"|Fact\(\s*\"(\w+)\.(\w+)\"")
CHOICES: list[type[TextChoices]] = [
    Role,
    Level,
    Skill,
    Origin,
    LeaveKind,
    LeaveState,
    SwapState,
    NoteState,
    Channel,
    PlaceMatch,
    CallOutcome,
    Situation,
    Kind,
    IncidentLevel,
    Phase,
    StopReason,
    StopState,
    Step,
    Doing,
    catalogue.Category,
    catalogue.Danger,
    catalogue.Extent,
    catalogue.OrderType,
    catalogue.Urgency,
    catalogue.Priority,
    catalogue.Handling,
    catalogue.Protection,
    catalogue.GuidanceOutcome,
    catalogue.GuidanceEnd,
    catalogue.Status,
    catalogue.SuspendReason,
    catalogue.Responsibility,
    catalogue.Cause,
    catalogue.CallBackOutcome,
    Why,
    CallBackState,
    Said,
    Satisfied,
    Stage,
    Cause,
    Because,
    Ended,
    AlarmKind,
    CommunityRule.Where,
]


@cache
def _rows() -> list[str]:
    return (PROJECT / "docs" / "glossary.md").read_text().splitlines()


@pytest.mark.parametrize("choices", CHOICES, ids=lambda choices: choices.__name__)
def test_every_label_is_there_with_its_code_in_both_languages(choices: type[TextChoices]) -> None:
    missing = []
    for choice in choices:
        with translation.override("en"):
            english = str(choice.label)
        with translation.override("zh-hans"):
            chinese = str(choice.label)
        begins = f"| {english} | {chinese} | `{choice.value}` |"
        if not any(row.startswith(begins) for row in _rows()):
            missing.append(begins)
    assert missing == []


@pytest.mark.parametrize(
    ("events", "subject"),
    [
        ("workorders/events.py", "work_order"),
        ("workorders/escalation/events.py", "work_order"),
        ("workorders/escalation/alarm_events.py", "community_alarm"),
        ("incidents/events.py", "incident"),
        ("hotline/events.py", "call"),
        ("hotline/call_backs/events.py", "call_back"),
        ("incidents/planned_stops/events.py", "planned_stop"),
        ("hotline/scripts/events.py", "script"),
        ("hotline/shift/events.py", "seat"),
        ("hotline/knowledge/events.py", "article"),
        ("heating_ops/crews/duty/events.py", "duty"),
        ("incidents/handover/events.py", "handover"),
        ("heating_ops/weather/events.py", "weather"),
    ],
)
def test_every_kind_of_event_is_there(events: str, subject: str) -> None:
    found = EVENTS.findall((PROJECT / events).read_text())
    kinds = {f"{subject}.{own}" if own else f"{kind}.{name}" for own, kind, name in found}
    assert kinds
    assert [kind for kind in sorted(kinds) if not any(row.startswith(f"| `{kind}` | ") for row in _rows())] == []


def test_no_kind_of_event_is_there_that_cannot_happen() -> None:
    apps = ("workorders", "incidents", "hotline", "heating_ops")
    source = "".join(file.read_text() for app in apps for file in (PROJECT / app).rglob("*events.py"))
    told = [row.split("`")[1] for row in _rows() if re.match(r"\| `\w+\.\w+` \|", row)]
    assert [kind for kind in told if f'"{kind.split(".")[1]}"' not in source and f'"{kind}"' not in source] == []
