"""The record of a call, and what the caller is told straight after it was filed."""

from types import SimpleNamespace

import pytest
from desk_cast import AtStage, Browse, Filled, calls_of, walk

from hotline.models import Call
from workorders.catalogue import Status
from workorders.models import WorkOrder

NEW = "/hotline/calls/new/"


def test_a_record_without_the_banner_when_it_is_looked_up_later(browse: Browse, filled: Filled) -> None:
    browse("olga").post(NEW, filled())
    page = browse("olga").get(f"/hotline/calls/{Call.objects.get().pk}/").content.decode()
    assert "屋里只有15度，老人怕冷" in page
    assert "Tell the caller" not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"category": "leak"}, "We are sending a crew at once."),
        ({"category": "no_heat"}, "A crew will come."),
        ({"category": "low_temperature"}, "Somebody will call you first"),
        ({"category": "enquiry", "flat": "7-777"}, "We have written it down"),
        ({"category": "not_our_customer"}, "Your building is not heated by us."),
    ],
)
def test_the_caller_is_told_the_truth(browse: Browse, filled: Filled, changes: dict[str, str], words: str) -> None:
    assert words in browse("olga").post(NEW, filled(**changes), follow=True).content.decode()


def test_a_repeat_is_told_that_it_was_joined(browse: Browse, filled: Filled) -> None:
    browse("olga").post(NEW, filled())
    page = browse("olga").post(NEW, filled(), follow=True).content.decode()
    assert "We know of this trouble" in page


def test_a_caller_about_work_that_is_done_can_open_it_again_at_once(
    town: SimpleNamespace, browse: Browse, filled: Filled
) -> None:
    browse("olga").post(NEW, filled())
    order = WorkOrder.objects.get()
    walk(town, order, Status.DONE)
    page = browse("olga").post(NEW, filled(), follow=True).content.decode()
    assert "Our crew reported this as done." in page
    assert f"/hotline/call-backs/?order={order.pk}" in page


def test_a_call_of_another_branch_is_not_there(town: SimpleNamespace, browse: Browse) -> None:
    (call,) = calls_of(town, 1)
    assert browse("wes").get(f"/hotline/calls/{call.pk}/").status_code == 404
    assert browse("dan").get(f"/hotline/calls/{call.pk}/").status_code == 200
    assert browse("carl").get(f"/hotline/calls/{call.pk}/").status_code == 403


def test_the_order_it_became_is_shown_and_linked(browse: Browse, filled: Filled, at_stage: AtStage) -> None:
    at_stage(Status.TRIAGED, flat="3-303")
    browse("olga").post(NEW, filled())
    call = Call.objects.get()
    page = browse("kurt").get(f"/hotline/calls/{call.pk}/").content.decode()
    assert f"/work-orders/{call.work_order_id}/" in page
    assert "New call" not in page, "a commander takes no calls"
