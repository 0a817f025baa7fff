"""The call form: what it takes, what it refuses, and that nothing typed is lost."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from desk_cast import ALL_NO, Browse, Filled
from django.test import Client

from heating_ops.timers.models import Deadline
from hotline.models import Call, CallOutcome, PlaceMatch
from workorders.models import WorkOrder

NEW = "/hotline/calls/new/"


@pytest.mark.parametrize(("name", "code"), [("olga", 200), ("dan", 200), ("lena", 200), ("carl", 403), ("mona", 403)])
def test_who_may_take_calls(browse: Browse, name: str, code: int) -> None:
    assert browse(name).get(NEW).status_code == code


def test_nobody_takes_a_call_without_signing_in(town: SimpleNamespace) -> None:
    assert Client().get(NEW).headers["Location"].startswith("/accounts/sign-in/")


def test_the_cursor_stands_in_the_narrative_and_enter_has_nothing_to_press(browse: Browse) -> None:
    page = browse("olga").get(NEW).content.decode()
    form = page[page.index('id="call-form"') :]
    assert form.index('<button type="submit" disabled hidden>') < form.index('type="submit" data-key')
    assert "autofocus" in form[form.index('name="text"') : form.index('name="place_label"')]


def test_a_filled_form_becomes_a_call_and_an_order_and_says_so(
    town: SimpleNamespace, browse: Browse, filled: Filled
) -> None:
    answer = browse("olga").post(NEW, filled(), follow=True)
    call = Call.objects.get()
    assert (call.building, call.flat, call.caller_phone) == (town.house_1, "1-101", "13800001010")
    page = answer.content.decode()
    assert call.number in page
    assert WorkOrder.objects.get().number in page
    assert "Not warm enough: contact first, then visit" in page
    assert "Somebody will call you first" in page


def test_a_script_is_told_where_to_go_instead_of_being_sent(browse: Browse, filled: Filled) -> None:
    answer = browse("olga").post(NEW, filled(), headers={"X-Requested-With": "fetch"})
    assert answer.json() == {"location": f"/hotline/calls/{Call.objects.get().pk}/?filed"}


def test_the_same_request_twice_files_once(browse: Browse, filled: Filled) -> None:
    form = filled()
    first, again = (browse("olga").post(NEW, form) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert Call.objects.count() == WorkOrder.objects.count() == 1


@pytest.mark.parametrize("question", ALL_NO)
def test_no_safety_question_can_be_skipped(browse: Browse, filled: Filled, question: str) -> None:
    answer = browse("olga").post(NEW, filled(**{question: None}))
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [question]
    assert not Call.objects.exists()


def test_what_was_typed_comes_back_with_the_reason_beside_the_field(browse: Browse, filled: Filled) -> None:
    answer = browse("olga").post(NEW, filled(indoor_temp_c="warm", caller_phone="call me"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Write the temperature as a number, for example 16.5." in page
    assert "A telephone number has only digits" in page
    assert 'value="warm"' in page
    assert 'value="call me"' in page
    assert "屋里只有15度，老人怕冷" in page
    assert "李秀英" in page
    assert not Call.objects.exists()


def test_every_rendering_has_its_own_request_number(browse: Browse) -> None:
    olga = browse("olga")
    assert olga.get(NEW).context["request_id"] != olga.get(NEW).context["request_id"]


def test_a_typed_place_that_was_not_chosen_is_asked_about_once(browse: Browse, filled: Filled) -> None:
    typed = filled(building=None, place_label="烟草局后面那栋楼")
    answer = browse("olga").post(NEW, typed)
    assert "place_label" in answer.context["form"].errors
    answer = browse("olga").post(NEW, typed | {"place_as_said": "on", "request_id": str(uuid4())})
    assert answer.status_code == 302
    call = Call.objects.get()
    assert (call.place_match, call.place_text, call.branch) == (PlaceMatch.UNMATCHED, "烟草局后面那栋楼 1-101", None)


def test_a_question_needs_no_place(browse: Browse, filled: Filled) -> None:
    browse("olga").post(NEW, filled(building=None, place_label=None, flat=None, category="enquiry"))
    assert Call.objects.get().outcome == CallOutcome.ANSWERED


def test_a_danger_needs_a_place_whatever_it_is_called(browse: Browse, filled: Filled) -> None:
    nowhere = filled(building=None, place_label=None, flat=None, category="enquiry", danger_person_hurt="yes")
    assert "place_label" in browse("olga").post(NEW, nowhere).context["form"].errors


def test_p1_is_sent_with_the_place_alone(town: SimpleNamespace, browse: Browse) -> None:
    bare = {
        "request_id": str(uuid4()),
        "building": str(town.house_1.pk),
        "danger_ground_sinking": "yes",
        "channel": "phone",
        "express": "burst",
    }
    page = browse("olga").post(NEW, bare, follow=True).content.decode()
    order = WorkOrder.objects.get()
    assert (order.priority, order.category, order.branch) == ("P1", "burst", town.east)
    assert Deadline.objects.filter(subject=order.subject).exists()
    assert "Stay away from the place and keep others away." in page
    assert page.count("Not asked") == 5


def test_p1_takes_the_words_when_the_place_is_not_in_the_list(browse: Browse) -> None:
    bare = {
        "request_id": str(uuid4()),
        "place_label": "烟草局后面",
        "danger_person_hurt": "yes",
        "channel": "phone",
        "express": "leak",
    }
    browse("olga").post(NEW, bare)
    order = WorkOrder.objects.get()
    assert (order.priority, order.board_slug, order.place_text) == ("P1", "group", "烟草局后面")


def test_p1_without_any_place_is_refused(browse: Browse) -> None:
    bare = {"request_id": str(uuid4()), "danger_person_hurt": "yes", "channel": "phone", "express": "leak"}
    assert browse("olga").post(NEW, bare).context["form"].errors.keys() == {"place_label"}


def test_a_city_ticket_keeps_the_deadline_printed_on_it(browse: Browse, filled: Filled) -> None:
    browse("olga").post(NEW, filled(channel="12345", external_due_at="2030-01-12T18:00"))
    order = WorkOrder.objects.get()
    assert order.external_source == "12345"
    assert order.external_due_at is not None
    assert order.external_due_at.isoformat() == "2030-01-12T10:00:00+00:00"


def test_a_building_that_does_not_exist_is_said_beside_the_place(browse: Browse, filled: Filled) -> None:
    answer = browse("olga").post(NEW, filled(building="999999"))
    assert answer.status_code == 400
    assert answer.context["form"].errors["place_label"] == ["There is no building with the id 999999."]


def test_a_number_is_kept_without_its_spaces(browse: Browse, filled: Filled) -> None:
    browse("olga").post(NEW, filled(caller_phone="+86 138-0000 1010"))
    assert Call.objects.get().caller_phone == "+8613800001010"


@pytest.mark.parametrize("said", ["15,5", "15.5 ℃", "15.5°C", "15，5"])
def test_a_temperature_is_read_as_people_write_it(browse: Browse, filled: Filled, said: str) -> None:
    browse("olga").post(NEW, filled(indoor_temp_c=said))
    assert str(Call.objects.get().indoor_temp_c) == "15.5"


def test_another_persons_request_number_is_refused_in_words(browse: Browse, filled: Filled) -> None:
    form = filled()
    browse("olga").post(NEW, form)
    answer = browse("dan").post(NEW, form)
    assert answer.status_code == 409
    assert "already used" in answer.content.decode()
    assert "屋里只有15度" in answer.content.decode()
