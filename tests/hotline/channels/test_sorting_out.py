"""A person sorts out what was not sure: claims it, chooses, and the clocks run on."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from threads import raised, together
from ticket_desk import post, source, ticket

from heating_ops.timers.models import Deadline
from hotline.channels import sorting
from hotline.channels.models import Sorting, Ticket, TicketState
from hotline.channels.refusals import AlreadySorted, ClaimedByAnother
from hotline.models import Call, CallOutcome, PlaceMatch
from workorders.catalogue import Status
from workorders.models import WorkOrder
from workorders.queries import card_of

pytestmark = pytest.mark.django_db


def _unsure(**changes: Any) -> Ticket:
    assert post(ticket(**({"address": "阳光花园1单元101室"} | changes))).status_code == 201
    return Ticket.objects.get(state=TicketState.TO_SORT)


def test_choosing_gives_call_and_order_the_building_and_the_clocks_run_on(named_town: SimpleNamespace) -> None:
    waiting = _unsure()
    order = WorkOrder.objects.get()
    before = dict(Deadline.objects.filter(subject=order.subject).values_list("kind", "due_at"))
    sorting.sort_out(
        ticket_id=waiting.pk,
        decision=Sorting.CHOSEN,
        building_id=named_town.house_2.pk,
        flat="1-101",
        user=named_town.olga,
        now=timezone.now(),
    )
    call, order = Call.objects.get(), WorkOrder.objects.get()
    assert (call.building, call.place_match, call.branch) == (named_town.house_2, PlaceMatch.EXACT, named_town.east)
    assert (order.building, order.branch, order.flat, order.place_certain) == (
        *(named_town.house_2, named_town.east),
        *("1-101", True),
    )
    assert dict(Deadline.objects.filter(subject=order.subject).values_list("kind", "due_at")) == before
    waiting.refresh_from_db()
    assert (waiting.state, waiting.sorting, waiting.sorted_by) == ("sorted", "chosen", named_town.olga)


def test_the_next_report_of_that_flat_joins_the_order(named_town: SimpleNamespace) -> None:
    waiting, olga, now = _unsure(), named_town.olga, timezone.now()
    house = named_town.house_1
    sorting.sort_out(
        ticket_id=waiting.pk, decision=Sorting.CHOSEN, building_id=house.pk, flat="1-101", user=olga, now=now
    )
    told = post(ticket("2")).json()
    assert told["joined"]["number"] == WorkOrder.objects.get().number


def test_an_order_of_the_same_trouble_there_takes_it_in(named_town: SimpleNamespace) -> None:
    post(ticket("first"))
    known = WorkOrder.objects.get()
    waiting = _unsure()
    sorting.sort_out(
        ticket_id=waiting.pk,
        decision=Sorting.CHOSEN,
        building_id=named_town.house_1.pk,
        flat="1-101",
        user=named_town.olga,
        now=timezone.now(),
    )
    merged = WorkOrder.objects.exclude(pk=known.pk).get()
    known.refresh_from_db()
    assert (merged.status, merged.merged_into, known.report_count) == (Status.MERGED, known, 2)


def test_a_key_site_raises_the_priority(named_town: SimpleNamespace) -> None:
    waiting = _unsure(address="医院", text="暖气不热，只有17度")
    assert WorkOrder.objects.get().priority == "P3"
    sorting.sort_out(
        ticket_id=waiting.pk,
        decision=Sorting.CHOSEN,
        building_id=named_town.hospital.pk,
        user=named_town.olga,
        now=timezone.now(),
    )
    card = card_of(WorkOrder.objects.get().pk)
    assert card is not None
    assert (card["priority"], card["key_site"]) == ("P2", "东城医院")


def test_a_ticket_of_unknown_trouble_is_filed_when_a_person_says_what_it_is(named_town: SimpleNamespace) -> None:
    post(ticket(text="请尽快联系我"))
    waiting = Ticket.objects.get()
    Ticket.objects.update(received_at=timezone.now() - timedelta(minutes=7))
    sorting.sort_out(
        ticket_id=waiting.pk,
        decision=Sorting.CHOSEN,
        building_id=named_town.house_1.pk,
        flat="1-101",
        category="no_heat",
        user=named_town.olga,
        now=timezone.now(),
    )
    order = WorkOrder.objects.get()
    waiting.refresh_from_db()
    assert order.logged_at == waiting.received_at, "the clocks run from its registration"
    started = Deadline.objects.filter(subject=order.subject).values_list("started_at", flat=True)
    assert set(started) == {waiting.received_at}


@pytest.mark.parametrize("decision", [Sorting.NOT_IN_NETWORK, Sorting.OTHER_SUPPLIER])
def test_what_is_not_ours_ends_if_nobody_was_sent(named_town: SimpleNamespace, decision: Sorting) -> None:
    waiting = _unsure()
    sorting.sort_out(ticket_id=waiting.pk, decision=decision, user=named_town.olga, now=timezone.now())
    assert Call.objects.get().outcome == CallOutcome.NOT_OURS
    assert WorkOrder.objects.get().status == Status.CANCELLED


def test_a_danger_that_is_not_ours_stays_for_the_dispatcher(named_town: SimpleNamespace) -> None:
    waiting = _unsure(text="热水管爆了，有人被烫伤了", address="大望路")
    sorting.sort_out(ticket_id=waiting.pk, decision=Sorting.NOT_IN_NETWORK, user=named_town.olga, now=timezone.now())
    assert WorkOrder.objects.get().status == Status.TRIAGED


def test_one_has_it_until_the_claim_runs_out(named_town: SimpleNamespace) -> None:
    waiting, now = _unsure(), timezone.now()
    sorting.claim(ticket_id=waiting.pk, user=named_town.olga, now=now)
    with pytest.raises(ClaimedByAnother, match="olga has ticket"):
        sorting.claim(ticket_id=waiting.pk, user=named_town.lena, now=now + timedelta(minutes=9))
    sorting.claim(ticket_id=waiting.pk, user=named_town.lena, now=now + timedelta(minutes=11))
    waiting.refresh_from_db()
    assert waiting.claimed_by == named_town.lena


def test_two_who_claim_at_once_are_one(real_named_town: SimpleNamespace) -> None:
    waiting, now = _unsure(), timezone.now()
    people = (real_named_town.olga, real_named_town.lena)
    outcomes = together(*(lambda who=who: sorting.claim(ticket_id=waiting.pk, user=who, now=now) for who in people))
    assert [type(each) for each in raised(outcomes)] == [ClaimedByAnother]


def test_two_who_choose_at_once_choose_once(real_named_town: SimpleNamespace) -> None:
    waiting, now = _unsure(), timezone.now()

    def choose(house: Any) -> Any:
        return lambda: sorting.sort_out(
            ticket_id=waiting.pk,
            decision=Sorting.CHOSEN,
            building_id=house.pk,
            user=real_named_town.olga,
            now=now,
        )

    outcomes = together(choose(real_named_town.house_1), choose(real_named_town.house_2))
    assert [type(each) for each in raised(outcomes)] == [AlreadySorted]


def test_the_page_offers_the_candidates_by_keys(named_town: SimpleNamespace, browse: Any) -> None:
    waiting = _unsure()
    page = browse("olga").get("/hotline/intake/").content.decode()
    assert 'data-key="1"' in page
    assert 'data-key="2"' in page
    assert "no building is named" in page
    answer = browse("olga").post(
        "/hotline/intake/",
        {"request_id": str(uuid4()), "ticket": waiting.pk, "pick": f"{named_town.house_1.pk}|1-101"},
    )
    assert answer.status_code == 302
    assert Call.objects.get().building == named_town.house_1


def test_the_page_says_what_is_missing_and_keeps_what_was_typed(named_town: SimpleNamespace, browse: Any) -> None:
    waiting = _unsure()
    answer = browse("olga").post(
        "/hotline/intake/", {"request_id": str(uuid4()), "ticket": waiting.pk, "place_label": "阳光"}
    )
    assert answer.status_code == 400
    assert "Choose a building." in answer.content.decode()
    assert 'value="阳光"' in answer.content.decode()


@pytest.mark.parametrize("ident", ["x", "-1", "9" * 30, "²"])
def test_a_number_that_is_none_shows_the_first(named_town: SimpleNamespace, browse: Any, ident: str) -> None:
    _unsure()
    assert browse("olga").get("/hotline/intake/", {"ticket": ident}).status_code == 200


def test_the_page_takes_as_many_queries_for_ten_tickets_as_for_one(
    named_town: SimpleNamespace, browse: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        post(ticket(str(number), address="阳光花园1单元101室", caller_phone=""))
    client = browse("olga")
    client.get("/hotline/intake/")
    with django_assert_max_num_queries(18):
        client.get("/hotline/intake/")


def test_the_api_lists_claims_and_places(named_town: SimpleNamespace, api: Any) -> None:
    waiting = _unsure()
    client = api("olga")
    (listed,) = client.get("/api/intake/tickets/").json()["results"]
    assert (listed["id"], listed["score"], len(listed["candidates"])) == (waiting.pk, 60, 2)
    assert client.post(f"/api/intake/tickets/{waiting.pk}/claim/", {}, format="json").json()["claimed_by"] == "olga"
    said = {"decision": "chosen", "building": named_town.house_1.pk, "flat": "1-101", "request_id": str(uuid4())}
    first, again = (client.post(f"/api/intake/tickets/{waiting.pk}/place/", said, format="json") for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["ticket"]["state"] == "sorted"
    assert api("lena").post(f"/api/intake/tickets/{waiting.pk}/claim/", {}, format="json").status_code == 409
    assert client.post("/api/intake/tickets/999999/claim/", {}, format="json").status_code == 404


def test_a_secret_never_shows_again(named_town: SimpleNamespace, browse: Any) -> None:
    from hotline.channels.secrets import secret_of

    found = source()
    adam = browse("adam")
    asked = {"action": "make_secret", "_selected_action": [found.pk]}
    shown = adam.post("/admin/hotline/intakesource/", asked, follow=True).content.decode()
    found.refresh_from_db()
    assert secret_of(found) in shown
    for address in ("/admin/hotline/intakesource/", f"/admin/hotline/intakesource/{found.pk}/change/"):
        assert secret_of(found) not in adam.get(address).content.decode()


def test_the_supplier_whose_place_it_is_is_shown_and_kept(named_town: SimpleNamespace, browse: Any) -> None:
    from hotline.suppliers.models import Referral, Supplier, SupplierArea

    other = Supplier.objects.create(name_zh_hans="城南热力", name_en="South Heat", phone="96070")
    SupplierArea(supplier=other, kind="community", name="望湖新村").sounded().save()
    waiting = _unsure(address="望湖新村3号楼501")
    assert (
        "望湖新村 is heated by South Heat, telephone 96070." in browse("olga").get("/hotline/intake/").content.decode()
    )
    sorting.sort_out(ticket_id=waiting.pk, decision=Sorting.OTHER_SUPPLIER, user=named_town.olga, now=timezone.now())
    assert Referral.objects.get().supplier == other
