"""The hand-over: assembled from what is open, kept as it was, signed by the next person, told when nobody does."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from incident_cast import declare
from order_cast import opened
from rest_framework.test import APIClient
from roster_cast import HOUR, dispatcher, post_of
from threads import raised, together
from town import MORNING, kinds_on

from heating_ops.crews.models import DutyPost, Level
from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Event
from heating_ops.journal.refusal import InvalidInput
from heating_ops.notify.inbox.models import Notice
from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from incidents.handover.commands import add_watch_item, sign_note, strike_watch_item, write_note
from incidents.handover.deadlines import find_missing
from incidents.handover.refusals import HandoverSettled, NoSuchHandover, SignedByAnother, WatchItemStruck
from incidents.models import HandoverNote, NoteState
from workorders.catalogue import Category

MINUTE = timedelta(minutes=1)


@pytest.fixture
def dora(town: SimpleNamespace) -> Actor:
    return Actor.user(dispatcher("dora", town.east))


def written(town: SimpleNamespace, **changes: Any) -> HandoverNote:
    said = {"branch_id": town.east.pk, "remarks": "", "actor": town.actor("dan"), "now": MORNING} | changes
    return write_note(**said)


def test_what_is_open_is_kept_as_it_was(town: SimpleNamespace) -> None:
    order = opened(town, Category.LEAK)
    add_watch_item(branch_id=town.east.pk, text="pump 2", added_by_id=town.dan.pk, actor=town.actor("dan"), now=MORNING)
    note = written(town, remarks=" all quiet ")
    assert [(one["number"], one["place"]) for one in note.snapshot["orders"]] == [
        (order.number, "阳光花园 1号楼 1-101")
    ]
    assert [one["text"] for one in note.snapshot["watch"]] == ["pump 2"]
    assert note.remarks == "all quiet"
    told = Event.objects.get(kind="handover.written").data
    assert told["watch"] == 1
    assert "pump" not in str(told)


def test_who_wrote_it_does_not_sign_it_and_the_next_signs_once(town: SimpleNamespace, dora: Actor) -> None:
    note = written(town)
    with pytest.raises(SignedByAnother):
        sign_note(note_id=note.pk, actor=town.actor("dan"), now=MORNING)
    sign_note(note_id=note.pk, actor=dora, now=MORNING + MINUTE)
    with pytest.raises(HandoverSettled):
        sign_note(note_id=note.pk, actor=town.actor("lena"), now=MORNING + MINUTE)
    with pytest.raises(NoSuchHandover):
        sign_note(note_id=note.pk + 1000, actor=dora, now=MORNING)
    assert not Deadline.objects.filter(subject=note.subject, cancelled_at__isnull=True).exists()


def test_a_note_belongs_to_the_end_of_the_duty_that_is_near(town: SimpleNamespace) -> None:
    end = MORNING + HOUR
    DutyPost.objects.create(
        level=Level.BRANCH_DISPATCHER, branch=town.east, user=town.dan, hours=(MORNING - 11 * HOUR, end)
    )
    assert written(town).change_at == end
    assert written(town, now=MORNING - 5 * HOUR).change_at == MORNING - 5 * HOUR


def test_a_note_nobody_signed_is_told_to_the_leader_on_duty_once(town: SimpleNamespace) -> None:
    note = written(town)
    fire_due(now=MORNING + 14 * MINUTE)
    assert not Notice.objects.filter(topic="handover_unsigned").exists()
    fire_due(now=MORNING + 16 * MINUTE)
    fire_due(now=MORNING + 30 * MINUTE)
    assert list(Notice.objects.filter(topic="handover_unsigned").values_list("user", flat=True)) == [town.lena.pk]
    note.refresh_from_db()
    assert note.late_at == MORNING + 16 * MINUTE
    sign_note(note_id=note.pk, actor=town.actor("lena"), now=MORNING + 40 * MINUTE)


def test_written_anew_the_earlier_note_is_no_longer_waited_for(town: SimpleNamespace) -> None:
    first, second = written(town), written(town, now=MORNING + MINUTE)
    first.refresh_from_db()
    assert (first.state, second.state) == (NoteState.REPLACED, NoteState.WAITING)
    assert kinds_on(f"branch-{town.east.pk}")[-2:] == ["handover.written", "handover.replaced"]


def test_a_change_of_shift_nobody_handed_over_is_told_once(town: SimpleNamespace) -> None:
    post_of(Level.BRANCH_DISPATCHER, town.east)
    DutyPost.objects.create(
        level=Level.BRANCH_DISPATCHER, branch=town.east, user=town.dan, hours=(MORNING - 12 * HOUR, MORNING)
    )
    assert find_missing(now=MORNING + 10 * MINUTE) == []
    assert [note.change_at for note in find_missing(now=MORNING + 20 * MINUTE)] == [MORNING]
    assert find_missing(now=MORNING + 25 * MINUTE) == []
    assert list(Notice.objects.filter(topic="handover_missing").values_list("user", flat=True)) == [town.lena.pk]


def test_a_change_that_was_handed_over_is_not_missing(town: SimpleNamespace) -> None:
    DutyPost.objects.create(
        level=Level.BRANCH_DISPATCHER, branch=town.east, user=town.dan, hours=(MORNING - 12 * HOUR, MORNING)
    )
    written(town, now=MORNING - 10 * MINUTE)
    assert find_missing(now=MORNING + 20 * MINUTE) == []


def test_a_line_is_carried_until_it_is_struck_off(town: SimpleNamespace) -> None:
    dan = town.actor("dan")
    with pytest.raises(InvalidInput):
        add_watch_item(branch_id=town.east.pk, text="  ", added_by_id=town.dan.pk, actor=dan, now=MORNING)
    item = add_watch_item(branch_id=town.east.pk, text="pump 2", added_by_id=town.dan.pk, actor=dan, now=MORNING)
    for later in (MINUTE, 2 * MINUTE):
        assert len(written(town, now=MORNING + later).snapshot["watch"]) == 1
    strike_watch_item(item_id=item.pk, actor=town.actor("lena"), now=MORNING)
    assert written(town, now=MORNING + 3 * MINUTE).snapshot["watch"] == []
    with pytest.raises(WatchItemStruck):
        strike_watch_item(item_id=item.pk, actor=dan, now=MORNING)


def test_two_who_sign_at_once_leave_one_name(real_town: SimpleNamespace) -> None:
    note = written(real_town)
    sign = partial(sign_note, note_id=note.pk, now=MORNING + MINUTE)
    answers = together(*[partial(sign, actor=real_town.actor(name)) for name in ("lena", "kurt")])
    assert [type(one) for one in raised(answers)] == [HandoverSettled]


def test_two_who_write_at_once_leave_one_note_to_sign(real_town: SimpleNamespace) -> None:
    answers = together(*[partial(written, real_town, actor=real_town.actor(name)) for name in ("dan", "lena")])
    assert len(raised(answers)) <= 1
    assert HandoverNote.objects.filter(state=NoteState.WAITING).count() == 1


def test_the_page_shows_what_is_open_and_who_may_sign(
    town: SimpleNamespace, browse: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    incident = declare(town)
    note = written(town)
    leader = browse("lena")
    with django_assert_max_num_queries(32):
        html = leader.get("/handover/").content.decode()
    assert incident.number in html
    assert f"/api/handovers/{note.pk}/signature/" in html
    assert "I take over" in html
    assert "I take over" not in browse("dan").get("/handover/").content.decode()
    assert incident.number in browse("lena").get(f"/handover/{note.pk}/").content.decode()
    assert browse("wes").get(f"/handover/{note.pk}/").status_code == 404
    for query in ("branch=x", f"branch={town.west.pk}", "branch=group"):
        assert browse("dan").get(f"/handover/?{query}").status_code == 200


def test_it_is_written_and_signed_over_the_api_once(town: SimpleNamespace, api: Callable[[str], APIClient]) -> None:
    said = {"branch": town.east.pk, "remarks": "quiet", "request_id": str(uuid4())}
    first, second = (api("dan").post("/api/handovers/", said, format="json") for _try in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    pk = first.json()["id"]
    anew = api("dan").post("/api/handovers/", {"branch": town.east.pk}, format="json").json()
    assert (anew["kind"], anew["id"] > pk) == ("handover.written", True)
    signed = api("lena").post(f"/api/handovers/{anew['id']}/signature/", {}, format="json")
    assert signed.json()["kind"] == "handover.signed"
    listed = api("mona").get(f"/api/handovers/?branch={town.east.pk}").json()["results"]
    assert [one["state"] for one in listed] == ["signed", "replaced"]
    assert api("dan").post("/api/handovers/", {"branch": town.west.pk}, format="json").status_code == 404
    assert api("dan").post("/api/handovers/", {"branch": "x"}, format="json").status_code == 400
    assert "orders" in api("dan").get(f"/api/handovers/{pk}/").json()["snapshot"]
