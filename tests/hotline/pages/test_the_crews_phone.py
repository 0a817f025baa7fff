"""The crew's phone: its own orders only, one step after the other, refusals in words."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from desk_cast import AtStage, Browse, Counted, Filled, walk

from workorders import commands
from workorders.catalogue import Status
from workorders.models import WorkOrder

LIST = "/crew/"


def page_of(order: WorkOrder) -> str:
    """The address of an order's page."""
    return f"/crew/orders/{order.pk}/"


def step(order: WorkOrder, name: str, **changes: Any) -> dict[str, Any]:
    """A step as the phone sends it."""
    return {"step": name, "request_id": str(uuid4()), "version": order.version} | changes


def finding(order: WorkOrder, **changes: Any) -> dict[str, Any]:
    """A filled completion form with one reading."""
    rows = {"readings-TOTAL_FORMS": "2", "readings-INITIAL_FORMS": "0"}
    rows |= {"readings-0-room": "客厅", "readings-0-temperature_c": "19.5", "readings-0-instrument": "T-7"}
    told = {"cause": "air_lock", "responsibility": "inside_flat", "work_done": "放气"}
    return step(order, "completion", **(rows | told | changes))


@pytest.mark.parametrize(("name", "code"), [("carl", 200), ("cai", 200), ("olga", 403), ("dan", 403), ("kurt", 403)])
def test_who_has_a_list(browse: Browse, name: str, code: int) -> None:
    assert browse(name).get(LIST).status_code == code


def test_no_order_is_said_with_the_time_it_was_asked(browse: Browse) -> None:
    page = browse("carl").get(LIST).content.decode()
    assert "No order for you now" in page
    assert "The server said so at" in page


def test_somebody_without_a_crew_is_told_whom_to_ask(browse: Browse, town: SimpleNamespace) -> None:
    town.carl.crew_member.delete()
    assert "You belong to no crew" in browse("carl").get(LIST).content.decode()
    assert browse("carl").get("/crew/orders/1/").status_code == 404


def test_only_the_own_orders_are_there(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DISPATCHED)
    waiting = at_stage(Status.TRIAGED, flat="2-202")
    page = browse("carl").get(LIST).content.decode()
    assert page_of(order) in page
    assert page_of(waiting) not in page
    assert browse("carl").get(page_of(order)).status_code == 200
    assert browse("carl").get(page_of(waiting)).status_code == 404
    assert browse("cleo").get(page_of(order)).status_code == 404, "a crew of the same branch"
    assert browse("cai").get(page_of(order)).status_code == 404


def test_all_that_matters_at_the_door_is_on_the_page(town: SimpleNamespace, browse: Browse, filled: Filled) -> None:
    form = filled(building=str(town.hospital.pk), place_label="医院路 1", flat="")
    browse("olga").post("/hotline/calls/new/", form)
    order = WorkOrder.objects.get()
    walk(town, order, Status.DISPATCHED)
    page = browse("carl").get(page_of(order)).content.decode()
    for word in ("屋里只有15度", "138****1010", 'href="tel:13800001010"', "东城医院", "A key site must not go cold"):
        assert word in page
    assert 'href="geo:39.93,116.42?q=39.93,116.42(' in page
    assert ">13800001010<" not in page, "a number is dialled, not read over a shoulder"


def test_one_step_after_the_other_to_the_end(browse: Browse, at_stage: AtStage) -> None:
    order, carl = at_stage(Status.DISPATCHED), browse("carl")
    for name, status in (
        ("acceptance", Status.ACCEPTED),
        ("departure", Status.EN_ROUTE),
        ("arrival", Status.ON_SITE),
        ("start", Status.WORKING),
    ):
        assert carl.get(page_of(order)).context["next"].noun == name
        assert carl.post(page_of(order), step(order, name)).headers["Location"] == page_of(order)
        order.refresh_from_db()
        assert order.status == status
    told = carl.post(page_of(order), finding(order), follow=True)
    order.refresh_from_db()
    assert order.status == Status.DONE
    assert [(str(r.temperature_c), r.room, r.instrument) for r in order.readings.all()] == [("19.5", "客厅", "T-7")]
    assert f"{order.number} is done." in told.content.decode()
    assert carl.get(page_of(order)).context["next"] is None


def test_a_call_to_the_customer_is_recorded_reached_or_not(browse: Browse, at_stage: AtStage) -> None:
    order, carl = at_stage(Status.ACCEPTED), browse("carl")
    carl.post(page_of(order), step(order, "contact", reached="no", note="没人接"))
    order.refresh_from_db()
    assert order.contacted_at is None
    carl.post(page_of(order), step(order, "contact", reached="yes"))
    order.refresh_from_db()
    assert order.contacted_at is not None


def test_the_phones_position_goes_with_the_arrival(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.EN_ROUTE)
    browse("carl").post(page_of(order), step(order, "arrival", latitude="39.9", longitude="116.4"))
    assert "39.90000, 116.40000" in browse("dan").get(f"/work-orders/{order.pk}/").content.decode()


def test_suspended_on_site_it_goes_on_there_or_with_another_journey(browse: Browse, at_stage: AtStage) -> None:
    order, carl = at_stage(Status.WORKING), browse("carl")
    carl.post(page_of(order), step(order, "suspension", reason="parts", note="等阀门"))
    order.refresh_from_db()
    assert (order.status, order.suspend_reason) == (Status.SUSPENDED, "parts")
    page = carl.get(page_of(order))
    assert (page.context["next"].noun, page.context["other_way"].noun) == ("start", "departure")
    assert "Waiting for parts" in page.content.decode()
    carl.post(page_of(order), step(order, "start"))
    order.refresh_from_db()
    assert order.status == Status.WORKING


def test_suspended_before_arriving_it_goes_on_with_the_journey(browse: Browse, at_stage: AtStage) -> None:
    page = browse("carl").get(page_of(at_stage(Status.SUSPENDED)))
    assert (page.context["next"].noun, page.context["other_way"]) == ("departure", None)


def test_returned_with_a_reason_it_is_off_the_list(browse: Browse, at_stage: AtStage) -> None:
    order, carl = at_stage(Status.DISPATCHED), browse("carl")
    refused = carl.post(page_of(order), step(order, "return"))
    assert refused.status_code == 400
    assert "Write why" in refused.content.decode()
    told = carl.post(page_of(order), step(order, "return", reason="在另一处抢修"), follow=True)
    assert "went back to dispatch" in told.content.decode()
    order.refresh_from_db()
    assert (order.status, order.crew) == (Status.TRIAGED, None)


def test_a_half_filled_completion_keeps_what_was_typed(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.WORKING)
    told = browse("carl").post(page_of(order), finding(order, cause="", **{"readings-0-temperature_c": "hot"}))
    page = told.content.decode()
    assert told.status_code == 400
    for word in ("Choose what the cause was.", "Write the temperature as a number", "放气", 'value="hot"', "客厅"):
        assert word in page
    told = browse("carl").post(page_of(order), finding(order, **{"readings-0-temperature_c": ""}))
    assert "Write what the instrument showed." in told.content.decode()
    order.refresh_from_db()
    assert order.status == Status.WORKING


def test_a_stale_page_is_refused_and_shows_what_it_is_now(browse: Browse, at_stage: AtStage) -> None:
    order, carl = at_stage(Status.ACCEPTED), browse("carl")
    old = step(order, "departure")
    carl.post(page_of(order), step(order, "contact", reached="yes"))
    told = carl.post(page_of(order), old | {"request_id": str(uuid4())})
    assert told.status_code == 409
    assert f"carl changed {order.number} meanwhile (now “Accepted”)" in told.content.decode()
    order.refresh_from_db()
    assert told.context["order"]["version"] == order.version


def test_an_order_taken_away_is_said_with_who_has_it(town: SimpleNamespace, browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DISPATCHED)
    commands.reassign(
        work_order_id=order.pk,
        version=None,
        crew_id=town.blue.pk,
        reason="更近",
        actor=town.actor("dan"),
        now=order.logged_at,
    )
    told = browse("carl").post(page_of(order), step(order, "acceptance"), follow=True)
    assert f"{order.number} is assigned to Blue crew now." in told.content.decode()


def test_a_crew_out_on_another_order_is_told_which(browse: Browse, at_stage: AtStage) -> None:
    out, next_one = at_stage(Status.EN_ROUTE), at_stage(Status.ACCEPTED, flat="2-202")
    told = browse("carl").post(page_of(next_one), step(next_one, "departure"))
    assert told.status_code == 409
    assert f"already out on {out.number}" in told.content.decode()


def test_the_same_step_twice_is_taken_once(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DISPATCHED)
    sent = step(order, "acceptance")
    first, again = (browse("carl").post(page_of(order), sent) for _ in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    version = order.version
    order.refresh_from_db()
    assert order.version == version + 1


def test_another_branchs_order_cannot_be_stepped(browse: Browse, at_stage: AtStage) -> None:
    order = at_stage(Status.DISPATCHED)
    assert browse("cai").post(page_of(order), step(order, "acceptance")).status_code == 404
    assert browse("carl").post(page_of(order), step(order, "unheard_of")).status_code == 404


@pytest.mark.no_replay
def test_a_long_list_costs_no_more(browse: Browse, at_stage: AtStage, queries: Counted) -> None:
    order, carl = at_stage(Status.DISPATCHED), browse("carl")
    carl.get(LIST)
    few = queries(lambda: carl.get(LIST))
    columns = {f.attname: getattr(order, f.attname) for f in WorkOrder._meta.concrete_fields if f.attname != "id"}
    WorkOrder.objects.bulk_create(WorkOrder(**(columns | {"join_key": None})) for _ in range(300))
    assert queries(lambda: carl.get(LIST)) == few <= 7
