"""A danger goes out with the place alone; the rest is written down while the crew is on its way."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from desk_cast import ALL_NO, Browse, Filled
from town import kinds_on

from hotline.models import Call

NEW = "/hotline/calls/new/"


def hurried(town: SimpleNamespace, browse: Browse) -> Call:
    """A P1 that was sent with its building and one yes."""
    told = {"request_id": str(uuid4()), "building": str(town.house_1.pk), "channel": "phone", "express": "burst"}
    browse("olga").post(NEW, told | {"danger_ground_sinking": "yes"})
    return Call.objects.get()


def rest(**changes: Any) -> dict[str, Any]:
    """The rest as it would be taken."""
    told = ALL_NO | {"danger_ground_sinking": "yes", "extent": "several_buildings", "request_id": str(uuid4())}
    told |= {"text": "路面塌陷，冒热气", "caller_phone": "138 0000 1010", "caller_name": "李秀英"}
    return {name: value for name, value in (told | changes).items() if value is not None}


def test_the_rest_is_asked_for_on_the_page_that_says_it_is_sent(town: SimpleNamespace, browse: Browse) -> None:
    call = hurried(town, browse)
    page = browse("olga").get(f"/hotline/calls/{call.pk}/?filed")
    assert "Write down the rest" in page.content.decode()
    assert page.context["form"]["danger_ground_sinking"].value() == "yes"
    assert "Write down the rest" not in browse("kurt").get(f"/hotline/calls/{call.pk}/").content.decode()


def test_the_rest_is_kept_and_the_decision_stays(town: SimpleNamespace, browse: Browse) -> None:
    call = hurried(town, browse)
    decided = call.triage
    told = browse("olga").post(f"/hotline/calls/{call.pk}/rest/", rest(danger_person_hurt="yes"), follow=True)
    call.refresh_from_db()
    assert (call.text, call.caller_phone, call.extent) == ("路面塌陷，冒热气", "13800001010", "several_buildings")
    assert call.dangers == ["person_hurt", "ground_sinking"]
    assert call.triage == decided
    assert f"{call.number} is complete." in told.content.decode()
    assert "Write down the rest" not in told.content.decode()
    assert kinds_on(f"branch-{town.east.pk}")[-1] == "call.finished"


def test_now_no_question_can_be_skipped(town: SimpleNamespace, browse: Browse) -> None:
    call = hurried(town, browse)
    told = browse("olga").post(f"/hotline/calls/{call.pk}/rest/", rest(danger_person_hurt=None, extent=None))
    assert told.status_code == 400
    assert set(told.context["form"].errors) == {"danger_person_hurt", "extent"}
    assert "路面塌陷，冒热气" in told.content.decode()


def test_a_danger_once_said_cannot_be_taken_back(town: SimpleNamespace, browse: Browse) -> None:
    call = hurried(town, browse)
    browse("olga").post(f"/hotline/calls/{call.pk}/rest/", rest(danger_ground_sinking="no"))
    call.refresh_from_db()
    assert call.dangers == ["ground_sinking"]


def test_the_second_to_write_is_told_that_somebody_was_first(town: SimpleNamespace, browse: Browse) -> None:
    call = hurried(town, browse)
    browse("olga").post(f"/hotline/calls/{call.pk}/rest/", rest())
    told = browse("dan").post(f"/hotline/calls/{call.pk}/rest/", rest(text="别的话"), follow=True)
    assert f"{call.number} is complete already" in told.content.decode()
    call.refresh_from_db()
    assert call.text == "路面塌陷，冒热气"


def test_the_same_rest_twice_is_written_once(town: SimpleNamespace, browse: Browse) -> None:
    call, form = hurried(town, browse), rest()
    for _ in range(2):
        told = browse("olga").post(f"/hotline/calls/{call.pk}/rest/", form, follow=True)
        assert f"{call.number} is complete." in told.content.decode()
    assert kinds_on(f"branch-{town.east.pk}").count("call.finished") == 1


def test_a_whole_call_has_no_rest(town: SimpleNamespace, browse: Browse, filled: Filled) -> None:
    browse("olga").post(NEW, filled(danger_person_hurt="yes", category="burst"))
    call = Call.objects.get()
    assert browse("olga").get(f"/hotline/calls/{call.pk}/").context["form"] is None
    told = browse("olga").post(f"/hotline/calls/{call.pk}/rest/", rest(), follow=True)
    assert "is complete already" in told.content.decode()


def test_nobody_of_another_branch_finishes_it(town: SimpleNamespace, browse: Browse) -> None:
    call = hurried(town, browse)
    assert browse("wes").post(f"/hotline/calls/{call.pk}/rest/", rest()).status_code == 404
    assert browse("carl").post(f"/hotline/calls/{call.pk}/rest/", rest()).status_code == 403
    assert browse("olga").get(f"/hotline/calls/{call.pk}/rest/").status_code == 302
