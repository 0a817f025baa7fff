"""The list of customers to guide, and guidance in the call form."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from desk_cast import ALL_NO, Browse
from town import api_client, body

from hotline.guidance import queries
from hotline.models import Guidance
from workorders.catalogue import Status
from workorders.models import WorkOrder

LIST = "/hotline/guidance/"


def ticket(town: SimpleNamespace, flat: str = "1-101") -> WorkOrder:
    place = {"street": "阳光花园", "building": "1号楼", "flat": flat}
    told = api_client(town.olga).post(
        "/api/calls/",
        body(channel="app", item="low.air", place=place, caller_phone=f"138{flat[-3:]:0>8}"),
        format="json",
    )
    return WorkOrder.objects.get(pk=told.json()["work_order"]["id"])


def test_an_empty_list_says_so(town: SimpleNamespace, browse: Browse) -> None:
    assert "Nobody waits for guidance" in browse("olga").get(LIST).content.decode()


def test_the_first_is_at_hand_with_its_steps(town: SimpleNamespace, browse: Browse) -> None:
    order = ticket(town)
    page = browse("olga").get(LIST).content.decode()
    for words in (order.number, "屋里只有15度", "tel:", "I call this customer", "then a crew", 'data-item="low.air"'):
        assert words in page


def test_taking_and_filing_lead_to_the_next(town: SimpleNamespace, browse: Browse) -> None:
    order, other = ticket(town), ticket(town, "1-102")
    olga = browse("olga")
    assert olga.post(LIST, {"order": order.pk, "act": "claim"}).status_code == 302
    assert "olga is on it" in browse("lena").get(LIST).content.decode()
    sent: dict[str, Any] = {"order": order.pk, "request_id": str(uuid4()), "item": "low.air", "steps": "1,2"}
    missing = olga.post(LIST, sent)
    assert (missing.status_code, "Choose what it came to." in missing.content.decode()) == (400, True)
    refused = browse("lena").post(LIST, sent | {"outcome": "visit_needed", "request_id": str(uuid4())})
    assert refused.status_code == 409
    assert "olga guides the customer" in refused.content.decode()
    done = olga.post(LIST, sent | {"outcome": "solved_remotely"}, follow=True)
    assert f"{order.number}: solved by telephone" in done.content.decode()
    assert done.context["order"] == other
    order.refresh_from_db()
    assert order.status == Status.DONE
    assert len(Guidance.objects.get(work_order=order).said) == 2
    gone = olga.post(LIST, sent | {"outcome": "visit_needed", "request_id": str(uuid4())})
    assert "This order does not wait any more" in gone.content.decode()


def test_the_list_costs_the_same_however_long_it_is(
    town: SimpleNamespace, browse: Browse, django_assert_max_num_queries: Any
) -> None:
    for flat in range(101, 113):
        ticket(town, f"1-{flat}")
    olga = browse("olga")
    olga.get(LIST)
    with django_assert_max_num_queries(12):
        assert olga.get(LIST).context["total"] == 12


def test_one_below_the_first_page_is_still_found(town: SimpleNamespace, browse: Browse, monkeypatch: Any) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    ticket(town)
    last = ticket(town, "1-102")
    page = browse("olga").get(LIST, {"order": last.pk})
    assert page.context["order"] == last
    assert "13800000102" in page.content.decode()


def test_the_call_form_files_what_guidance_came_to(town: SimpleNamespace, browse: Browse) -> None:
    form = ALL_NO | {
        "request_id": str(uuid4()),
        "place_label": "阳光花园 1号楼",
        "building": str(town.house_1.pk),
        "flat": "1-101",
        "channel": "phone",
        "category": "low_temperature",
        "item": "low.air",
        "guidance_outcome": "solved_remotely",
        "guidance_steps": "1, 2,x",
    }
    olga = browse("olga")
    known = olga.get("/hotline/place-context/", form).content.decode()
    assert 'name="guidance_choice" value="solved_remotely"' in known
    urgent = olga.get("/hotline/place-context/", form | {"danger_person_hurt": "yes"}).content.decode()
    assert 'name="guidance_choice"' not in urgent
    assert olga.post("/hotline/calls/new/", form).status_code == 302
    order = WorkOrder.objects.get()
    assert (order.status, order.guidance_outcome) == (Status.DONE, "solved_remotely")
    assert len(Guidance.objects.get().said) == 2
