"""A promised call is a row that waits for its time; nobody is promised a call in the past."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from desk_cast import Browse, calls_of
from threads import raised, together
from town import MORNING

from heating_ops.journal.models import Event
from heating_ops.journal.refusal import InvalidInput
from hotline.call_backs.commands import promise
from hotline.call_backs.refusals import NoSuchCall
from hotline.models import CallBack

TOMORROW = MORNING + timedelta(days=1)


def test_a_promise_waits_for_its_time_and_is_told_without_a_name(town: SimpleNamespace) -> None:
    call = calls_of(town, 1, caller_phone="13800001010", caller_name="李秀英")[0]
    one = promise(call_id=call.pk, why="promised", due_at=TOMORROW, actor=town.actor("olga"), now=MORNING)
    assert (one.call, one.state, one.due_at, one.next_try_at) == (call, "open", TOMORROW, TOMORROW)
    told = Event.objects.get(subject=one.subject)
    assert (told.kind, told.board.slug, told.data["call"]) == ("call_back.promised", "hotline-1", call.pk)
    assert "13800001010" not in str(told.data)
    assert "李秀英" not in str(told.data)


def test_promised_again_for_the_same_reason_moves_the_time(town: SimpleNamespace) -> None:
    call, olga = calls_of(town, 1)[0], town.actor("olga")
    for days in (2, 1):
        promise(call_id=call.pk, why="promised", due_at=MORNING + timedelta(days=days), actor=olga, now=MORNING)
    promise(call_id=call.pk, why="after_guidance", due_at=TOMORROW, actor=olga, now=MORNING)
    assert list(CallBack.objects.order_by("id").values_list("why", "due_at")) == [
        ("promised", TOMORROW),
        ("after_guidance", TOMORROW),
    ]


def test_a_vulnerable_household_comes_before_others(town: SimpleNamespace) -> None:
    plain, frail = calls_of(town, 1)[0], calls_of(town, 1, answers={"vulnerable_person": True})[0]
    made = [
        promise(call_id=call.pk, why="promised", due_at=TOMORROW, actor=town.actor("olga"), now=MORNING)
        for call in (plain, frail)
    ]
    assert made[1].rank < made[0].rank


def test_what_cannot_be_promised_is_refused(town: SimpleNamespace) -> None:
    call, olga = calls_of(town, 1)[0], town.actor("olga")
    with pytest.raises(InvalidInput) as refused:
        promise(call_id=call.pk, why="promised", due_at=MORNING - timedelta(seconds=1), actor=olga, now=MORNING)
    assert refused.value.field == "due_at"
    with pytest.raises(InvalidInput) as refused:
        promise(call_id=call.pk, why="because", due_at=TOMORROW, actor=olga, now=MORNING)
    assert refused.value.field == "why"
    with pytest.raises(NoSuchCall):
        promise(call_id=call.pk + 1, why="promised", due_at=TOMORROW, actor=olga, now=MORNING)
    assert not CallBack.objects.exists()


def test_two_who_promise_at_once_make_one_row(real_town: SimpleNamespace) -> None:
    call = calls_of(real_town, 1)[0]
    jobs = [
        lambda name=name: promise(
            call_id=call.pk, why="promised", due_at=TOMORROW, actor=real_town.actor(name), now=MORNING
        )
        for name in ("olga", "lena")
    ]
    assert raised(together(*jobs)) == []
    assert CallBack.objects.count() == 1


def test_on_the_calls_page_a_call_is_promised_and_what_is_owed_stands_there(
    town: SimpleNamespace, browse: Browse
) -> None:
    call = calls_of(town, 1)[0]
    where, form = f"/hotline/calls/{call.pk}/promise/", {"request_id": str(uuid4()), "due_at": "2099-01-12T09:30"}
    for _time in range(2):
        told = browse("olga").post(where, form, follow=True).content.decode()
        assert "The caller is called back at 01-12 09:30." in told
    one = CallBack.objects.get()
    assert f"?call_back={one.pk}" in told
    for wrong, words in (("", "Say when the caller is called back."), ("2020-01-01T09:00", "This time has passed")):
        said = {"request_id": str(uuid4()), "due_at": wrong}
        assert words in browse("olga").post(where, said, follow=True).content.decode()
    assert "Promise a call" not in browse("dan").get(f"/hotline/calls/{call.pk}/").content.decode()
    assert browse("dan").post(where, form).status_code == 403
