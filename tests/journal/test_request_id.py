"""A request that arrives twice is done once, and both are told the same."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest
from rest_framework.test import APIClient
from threads import raised, together
from town import MORNING, api_client, body

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Event
from heating_ops.journal.recording import Answer, Fact, command, once, record
from heating_ops.journal.refusal import Refusal, RequestIdTaken
from hotline.models import Call
from workorders.models import WorkOrder

Api = Callable[[str], APIClient]
ME, OTHER = Actor.system("me"), Actor.system("other")


@command
def note(*, actor: Actor = ME, **data: object) -> None:
    record(Fact("thing.seen", "thing:1", ["branch-1", "branch-2"], actor, MORNING, data=data))
    record(Fact("thing.done", "thing:1", ["branch-1"], actor, MORNING))


@pytest.mark.django_db
def test_the_second_arrival_gets_the_first_answer() -> None:
    request_id = uuid4()
    first = once(request_id, actor=ME, do=lambda: note(n=1, at=MORNING))
    second = once(request_id, actor=ME, do=lambda: note(n=2))
    assert not first.repeated
    assert second.repeated
    assert (first.kind, first.subject, first.card, first.data) == (
        second.kind,
        second.subject,
        second.card,
        second.data,
    )
    assert Event.objects.count() == 3
    assert Event.objects.filter(request_id=request_id).count() == 1


@pytest.mark.django_db
def test_an_id_that_somebody_else_used_is_refused() -> None:
    request_id = uuid4()
    once(request_id, actor=ME, do=note)
    with pytest.raises(RequestIdTaken):
        once(request_id, actor=OTHER, do=lambda: note(actor=OTHER))
    assert Event.objects.count() == 3


@pytest.mark.django_db
def test_the_same_id_with_other_content_is_refused() -> None:
    request_id = uuid4()
    once(request_id, actor=ME, do=note, digest="one")
    assert once(request_id, actor=ME, do=note, digest="one").repeated
    with pytest.raises(RequestIdTaken):
        once(request_id, actor=ME, do=note, digest="two")


@pytest.mark.django_db
def test_a_refused_request_may_be_sent_again() -> None:
    @command
    def refuse() -> None:
        raise Refusal

    request_id = uuid4()
    with pytest.raises(Refusal):
        once(request_id, actor=ME, do=refuse)
    assert not once(request_id, actor=ME, do=note).repeated


@pytest.mark.django_db
def test_without_an_id_every_arrival_counts() -> None:
    once(None, actor=ME, do=note)
    once(None, actor=ME, do=note)
    assert Event.objects.count() == 6


@pytest.mark.django_db
def test_a_subject_that_leaves_a_board_does_not_answer_for_the_one_that_arrives() -> None:
    @command
    def move() -> None:
        record(Fact("thing.left", "thing:1", ["branch-1"], ME, MORNING, leaves=True))
        record(Fact("thing.came", "thing:1", ["branch-2"], ME, MORNING))

    request_id = uuid4()
    assert once(request_id, actor=ME, do=move).kind == "thing.came"
    assert once(request_id, actor=ME, do=move).kind == "thing.came"


@pytest.mark.django_db(transaction=True)
def test_copies_that_arrive_at_the_same_moment_make_one() -> None:
    request_id = uuid4()
    answers = together(*[lambda: once(request_id, actor=ME, do=note)] * 6)
    assert raised(answers) == []
    told: list[Answer] = answers
    assert sorted(answer.repeated for answer in told) == [False, *[True] * 5]
    assert Event.objects.count() == 3


def test_six_copies_of_a_call_at_the_same_moment_are_one_call(real_town: SimpleNamespace) -> None:
    call = body()
    clients = [api_client(real_town.olga) for _copy in range(6)]
    answers = together(*[lambda client=client: client.post("/api/calls/", call, format="json") for client in clients])
    assert raised(answers) == []
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert len({answer.content for answer in answers}) == 1
    assert Call.objects.count() == WorkOrder.objects.count() == 1


def test_copies_of_a_move_at_the_same_moment_are_all_told_that_it_was_made(real_town: SimpleNamespace) -> None:
    order = api_client(real_town.olga).post("/api/calls/", body(), format="json").json()["work_order"]["id"]
    move = {"request_id": str(uuid4()), "crew_id": real_town.red.pk, "version": 1}
    clients = [api_client(real_town.dan) for _copy in range(4)]
    address = f"/api/work-orders/{order}/dispatch/"
    answers = together(*[lambda client=client: client.post(address, move, format="json") for client in clients])
    assert [answer.status_code for answer in answers] == [200] * 4, [answer.content for answer in answers]
    assert len({answer.content for answer in answers}) == 1


def test_a_second_phone_with_the_same_id_and_another_call_is_told_so(town: SimpleNamespace, api: Api) -> None:
    call = body()
    assert api("olga").post("/api/calls/", call, format="json").status_code == 201
    foreign = api("dan").post("/api/calls/", call, format="json")
    changed = api("olga").post("/api/calls/", call | {"text": "something else"}, format="json")
    for answer in (foreign, changed):
        assert (answer.status_code, answer.json()["code"]) == (409, "request_id_taken")
    assert Call.objects.count() == 1


def test_the_id_of_one_move_cannot_stand_for_another(town: SimpleNamespace, api: Api) -> None:
    order = api("olga").post("/api/calls/", body(), format="json").json()["work_order"]["id"]
    request_id = str(uuid4())
    sent = {"request_id": request_id, "crew_id": town.red.pk}
    assert api("dan").post(f"/api/work-orders/{order}/dispatch/", sent, format="json").status_code == 200
    answer = api("dan").post(f"/api/work-orders/{order}/acceptance/", {"request_id": request_id}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "request_id_taken")
    assert WorkOrder.objects.get().status == "dispatched"
