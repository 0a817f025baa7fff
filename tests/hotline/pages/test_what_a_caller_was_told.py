"""What the caller was told is kept with the call, in the words that were read; a planned stop answers calls."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from desk_cast import ALL_NO
from django.utils import timezone
from incident_cast import declare
from town import body

from heating_ops.journal.models import Event
from hotline.models import Call, CallerTold, Script
from incidents import commands as incident_commands
from incidents.models import Incident, Phase, PlannedStop, StopReason
from incidents.planned_stops import commands as stop_commands
from workorders.catalogue import Status
from workorders.models import WorkOrder

KNOWN = "/hotline/place-context/"
HOUR = timedelta(hours=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def form(town: SimpleNamespace, **changes: Any) -> dict[str, Any]:
    """A call about lost heat from Sunshine Garden 1."""
    whole = ALL_NO | {
        "request_id": "7c1f0c5e-65f4-4f55-b4d8-0d8c0b9d2f11",
        "text": "家里暖气凉了",
        "place_label": "阳光花园 1号楼",
        "building": str(town.house_1.pk),
        "flat": "1-101",
        "caller_phone": "13800001010",
        "channel": "phone",
        "category": "no_heat",
    }
    return {name: value for name, value in (whole | changes).items() if value is not None}


def stopped(town: SimpleNamespace, now: datetime, begins: timedelta = -HOUR, hours: int = 4) -> PlannedStop:
    """A stop of loop 1 that began an hour ago."""
    return stop_commands.plan_stop(
        reason=StopReason.REPAIR,
        loop_ids=[town.loop_1.pk],
        begins_at=now + begins,
        ends_at=now + begins + hours * HOUR,
        building=town.house_1,
        public_note="更换阀门。",
        actor=town.actor("lena"),
        now=now,
    )


def promised(town: SimpleNamespace, at: datetime, now: datetime) -> Incident:
    incident = declare(town, now=now - HOUR, loop_ids=[town.loop_1.pk])
    return incident_commands.promise_update(
        incident_id=incident.pk, version=None, next_update_at=at, actor=town.actor("kurt"), now=now - HOUR
    )


def test_the_script_that_was_shown_is_kept_with_the_promise_that_was_read(
    town: SimpleNamespace, browse: Any, now: datetime
) -> None:
    incident, olga = promised(town, now + HOUR, now), browse("olga")
    spoken = olga.get(KNOWN, form(town)).context["known"].going_on.spoken
    # While the caller listens the commander promises another time.
    later = now + 5 * HOUR
    incident_commands.promise_update(
        incident_id=incident.pk, version=None, next_update_at=later, actor=town.actor("kurt"), now=now
    )
    shown = {"told": str(spoken.script.pk), "told_next_update": spoken.occasion.next_update_at.isoformat()}
    assert olga.post("/hotline/calls/new/", form(town, **shown)).status_code == 302
    told = CallerTold.objects.get()
    assert (told.call, told.script, told.next_update_at) == (Call.objects.get(), spoken.script, now + HOUR)
    assert (told.words, told.language, told.by) == (spoken.words, "en", town.actor("olga").ref)
    page = olga.get(f"/hotline/calls/{told.call_id}/").content.decode()
    assert "What the caller was told" in page


def test_the_box_is_ticked_until_the_operator_takes_the_tick_off(
    town: SimpleNamespace, browse: Any, now: datetime
) -> None:
    promised(town, now + HOUR, now)
    olga = browse("olga")
    spoken = olga.get(KNOWN, form(town)).context["known"].going_on.spoken
    assert spoken.told
    pk = str(spoken.script.pk)
    taken_off = olga.get(KNOWN, form(town, script_shown=pk)).context["known"].going_on.spoken
    kept_on = olga.get(KNOWN, form(town, script_shown=pk, told=pk)).context["known"].going_on.spoken
    other_shown = olga.get(KNOWN, form(town, script_shown="987654")).context["known"].going_on.spoken
    assert (taken_off.told, kept_on.told, other_shown.told) == (False, True, True)
    olga.post("/hotline/calls/new/", form(town, script_shown=pk))
    assert not CallerTold.objects.exists()


def test_a_late_promise_is_said_to_be_late(town: SimpleNamespace, browse: Any, now: datetime) -> None:
    promised(town, now - HOUR / 2, now)
    page = browse("olga").get(KNOWN, form(town))
    assert page.context["known"].going_on.spoken.is_late
    assert "The promised update is late" in page.content.decode()


def test_heat_that_is_back_is_told_and_the_call_gets_its_order(
    town: SimpleNamespace, browse: Any, now: datetime
) -> None:
    incident = declare(town, now=now - HOUR, loop_ids=[town.loop_1.pk])
    incident_commands.move_to_phase(
        incident_id=incident.pk, version=None, phase=Phase.RESTORED, actor=town.actor("kurt"), now=now
    )
    olga = browse("olga")
    page = olga.get(KNOWN, form(town))
    assert "Heat is back here" in page.content.decode()
    olga.post("/hotline/calls/new/", form(town, told=str(page.context["known"].going_on.spoken.script.pk)))
    assert (Call.objects.get().outcome, CallerTold.objects.get().script.situation) == (
        "order_opened",
        "incident_restored",
    )


def test_a_running_stop_answers_a_call_about_lost_heat(town: SimpleNamespace, browse: Any, now: datetime) -> None:
    stop, olga = stopped(town, now), browse("olga")
    page = olga.get(KNOWN, form(town))
    assert f"planned stop {stop.number} answers it, no order is opened" in page.content.decode()
    assert "更换阀门。" in page.context["known"].going_on.spoken.words
    olga.post("/hotline/calls/new/", form(town, told=str(page.context["known"].going_on.spoken.script.pk)))
    call = Call.objects.get()
    assert (call.outcome, call.planned_stop, call.work_order) == ("told_of_stop", stop, None)
    assert not WorkOrder.objects.exists()
    assert stop.number in olga.get(f"/hotline/calls/{call.pk}/?filed").content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"joins": "none"},
        {"category": "leak"},
        {"danger_water_where_people_sleep": "yes"},
        {"building": "hospital"},
    ],
)
def test_another_trouble_a_danger_and_another_loop_go_through(
    town: SimpleNamespace, browse: Any, now: datetime, changes: dict[str, str]
) -> None:
    stopped(town, now)
    if "building" in changes:
        changes = {"building": str(town.hospital.pk)}
    browse("olga").post("/hotline/calls/new/", form(town, **changes))
    assert Call.objects.get().outcome == "order_opened"


def test_a_stop_nobody_ended_is_believed_for_a_while_only(town: SimpleNamespace, api: Any, now: datetime) -> None:
    stop = stopped(town, now - 5 * HOUR, begins=-HOUR, hours=3)
    assert now > stop.ends_at + 2 * HOUR
    answer = api("olga").post("/api/calls/", body(category="no_heat"), format="json").json()
    assert answer["call"]["outcome"] == "order_opened"


def test_a_coming_stop_is_told_and_answers_nothing(town: SimpleNamespace, browse: Any, now: datetime) -> None:
    stop, olga = stopped(town, now, begins=20 * HOUR), browse("olga")
    page = olga.get(KNOWN, form(town))
    assert page.context["known"].going_on.spoken.script.situation == "stop_coming"
    olga.post("/hotline/calls/new/", form(town))
    assert Call.objects.get().outcome == "order_opened"
    far = stopped(town, now, begins=200 * HOUR)
    assert far.number not in olga.get(KNOWN, form(town)).content.decode()
    assert stop.number in olga.get(KNOWN, form(town, category="leak")).content.decode()


def test_the_api_keeps_what_was_told_and_says_what_the_call_became(
    town: SimpleNamespace, api: Any, now: datetime
) -> None:
    stop = stopped(town, now)
    script = Script.objects.get(situation="stop_running", active=True)
    said = body(category="no_heat", told=script.pk)
    first = api("olga").post("/api/calls/", said, format="json")
    again = api("olga").post("/api/calls/", said, format="json")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["joined"] == {"type": "planned_stop", "id": stop.pk, "number": stop.number}
    told = CallerTold.objects.get()
    assert told.words.startswith("The heat at 阳光花园 1号楼 is off since")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"told": 987654}, "told"),
        ({"told": "x"}, "told"),
        ({"told": 1, "told_next_update": "soon"}, "told_next_update"),
    ],
)
def test_the_api_names_what_is_wrong_with_it(town: SimpleNamespace, api: Any, changes: Any, field: str) -> None:
    answer = api("olga").post("/api/calls/", body(**changes), format="json")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])
    assert not Call.objects.exists()


def test_no_word_of_what_was_told_is_in_the_journal(town: SimpleNamespace, api: Any, now: datetime) -> None:
    stopped(town, now)
    script = Script.objects.get(situation="stop_running", active=True)
    api("olga").post("/api/calls/", body(category="no_heat", told=script.pk), format="json")
    assert not [event for event in Event.objects.all() if "更换阀门" in str((event.data, event.card, event.reason))]


def test_not_our_customer_has_words_of_its_own(town: SimpleNamespace, browse: Any) -> None:
    known = browse("olga").get(KNOWN, {"category": "not_our_customer"}).context["known"]
    assert known.going_on.spoken.script.situation == "not_ours"


def test_a_repeat_is_told_of_the_open_order(town: SimpleNamespace, browse: Any) -> None:
    olga = browse("olga")
    olga.post("/hotline/calls/new/", form(town))
    spoken = olga.get(KNOWN, form(town)).context["known"].going_on.spoken
    assert spoken.script.situation == "open_order"
    assert olga.get(KNOWN, form(town, joins="none")).context["known"].going_on.spoken is None


def test_the_column_costs_the_same_however_much_goes_on(
    town: SimpleNamespace, browse: Any, at_stage: Any, queries: Any, now: datetime
) -> None:
    promised(town, now + HOUR, now)
    stopped(town, now)
    at_stage(Status.TRIAGED)
    olga, asked = browse("olga"), form(town)
    olga.get(KNOWN, asked)
    few = queries(lambda: olga.get(KNOWN, asked))
    for number in range(12):
        at_stage(Status.TRIAGED, flat=f"2-{number}", building=(town.house_1, town.house_2, town.hospital)[number % 3])
        stopped(town, now, begins=(number + 1) * HOUR)
    assert queries(lambda: olga.get(KNOWN, asked)) == few
    around = olga.get(KNOWN, asked).context["known"].around
    assert (around.building.count, around.loop.count, around.station.count) == (5, 4, 4)
    assert [len(one.cards) for one in (around.building, around.loop, around.station)] == [5, 3, 3]
    assert few <= 22
