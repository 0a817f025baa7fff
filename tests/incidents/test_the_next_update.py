"""Callers are promised the next update; a promise that is not kept is told, once."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from incident_cast import declare, move
from town import MORNING, kinds_on

from heating_ops.journal.models import Event
from heating_ops.journal.refusal import InvalidInput
from heating_ops.timers.clock import fire_due
from incidents import commands
from incidents.models import Incident, Phase

HALF_AN_HOUR = MORNING + timedelta(minutes=30)
LATER = MORNING + timedelta(minutes=31)


def promise(town: SimpleNamespace, incident: Incident, at: datetime = HALF_AN_HOUR, **changes: Any) -> Incident:
    said: dict[str, Any] = {"version": None, "public_note": "正在抢修", "actor": town.actor("kurt"), "now": MORNING}
    return commands.promise_update(incident_id=incident.pk, next_update_at=at, **(said | changes))


def test_the_promise_is_on_the_card_and_its_words_are_not_in_the_journal(town: SimpleNamespace) -> None:
    incident = promise(town, declare(town))
    assert (incident.next_update_at, incident.public_note) == (HALF_AN_HOUR, "正在抢修")
    event = Event.objects.filter(kind="incident.update_promised").first()
    assert event is not None
    assert event.card is not None
    assert event.card["next_update_at"].startswith("2026-01-12T")
    assert "正在抢修" not in str((event.card, event.data))


@pytest.mark.parametrize("at", [MORNING, MORNING - timedelta(minutes=1), MORNING + timedelta(days=8)])
def test_a_time_in_the_past_or_far_away_is_refused(town: SimpleNamespace, at: datetime) -> None:
    with pytest.raises(InvalidInput) as refused:
        promise(town, declare(town), at)
    assert refused.value.field == "next_update_at"


def test_a_closed_incident_promises_nothing(town: SimpleNamespace) -> None:
    incident = move(town, declare(town), Phase.CLOSED, reason="误报")
    with pytest.raises(commands.IncidentClosed):
        promise(town, incident)


def test_a_stale_page_promises_nothing(town: SimpleNamespace) -> None:
    incident = promise(town, declare(town))
    with pytest.raises(commands.IncidentStale):
        promise(town, incident, version=incident.version - 1)


def test_a_promise_that_is_not_kept_is_told_once_on_every_board(town: SimpleNamespace) -> None:
    incident = promise(town, declare(town))
    assert fire_due(now=HALF_AN_HOUR - timedelta(seconds=1)) == 0
    fire_due(now=LATER)
    fire_due(now=LATER)
    for slug in incident.board_slugs:
        assert kinds_on(slug).count("incident.update_overdue") == 1
    assert incident.is_update_late(LATER)


def test_a_new_promise_keeps_the_one_before(town: SimpleNamespace) -> None:
    incident = promise(town, declare(town))
    promise(town, incident, MORNING + timedelta(hours=2))
    fire_due(now=LATER)
    assert "incident.update_overdue" not in kinds_on(incident.board_slugs[0])


@pytest.mark.parametrize("phase", [Phase.RESTORED, Phase.CLOSED])
def test_with_the_heat_back_nothing_is_owed(town: SimpleNamespace, phase: Phase) -> None:
    incident = move(town, promise(town, declare(town)), phase, reason="误报")
    fire_due(now=LATER)
    assert incident.next_update_at is None
    assert "incident.update_overdue" not in kinds_on(incident.board_slugs[0])


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"minutes": 30}, 200),
        ({"next_update_at": "2099-01-01T00:00:00Z"}, 400),
        ({"minutes": 0}, 400),
        ({"minutes": "soon"}, 400),
        ({}, 400),
        ({"minutes": 30, "public_note": "x" * 301}, 400),
    ],
)
def test_the_api_takes_minutes_or_a_time(town: SimpleNamespace, api: Any, said: dict[str, Any], status: int) -> None:
    incident = declare(town)
    answer = api("kurt").post(f"/api/incidents/{incident.pk}/next-update/", said, format="json")
    assert answer.status_code == status, answer.content
    incident.refresh_from_db()
    assert (incident.next_update_at is not None) == (status == 200)


def test_the_page_says_so_loudly(town: SimpleNamespace, browse: Any) -> None:
    incident = declare(town)
    page = browse("kurt").get(f"/incidents/{incident.pk}/").content.decode()
    assert "not told yet when they hear more" in page
    promise(town, incident)
    late = browse("kurt").get(f"/incidents/{incident.pk}/").content.decode()
    assert "The update promised for 01-12 09:30 is late." in late
    assert "正在抢修" in late
