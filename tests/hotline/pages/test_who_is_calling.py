"""Any part of a number finds who has it; nobody is ever taken without being chosen."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from desk_cast import Browse, Counted, Filled, calls_of
from django.utils import timezone
from rest_framework.test import APIClient
from town import body

from heating_ops.network.models import Household, KeySite
from hotline.callers.finding import Verdict, who_has
from hotline.callers.numbers import read_number
from hotline.models import Call, CallerKnown, Ring

KNOWN = "/hotline/place-context/"
LOOK = "/api/callers/"
Api = Callable[[str], APIClient]


@pytest.fixture
def home(town: SimpleNamespace) -> Household:
    """The flat 1-101: its number is 13800001010."""
    return Household.objects.get(building=town.house_1, room="101")


def found(phone: str, **more: Any) -> Any:
    return who_has(read_number(phone), **more)


@pytest.mark.parametrize("part", ["001010", "00001010", "13800001010"[3:], "138000010"])
def test_tail_head_and_middle_find_the_household(home: Household, part: str) -> None:
    assert home.pk in [one.id for one in found(part).candidates if one.kind == "household"]


def test_the_end_comes_before_the_middle(town: SimpleNamespace) -> None:
    middle = Household.objects.create(building=town.house_2, unit="1", room="101", phone="13977770000")
    tail = Household.objects.create(building=town.house_2, unit="1", room="102", phone="13900007777")
    assert [(one.id, one.fit) for one in found("7777").candidates] == [(tail.pk, "tail"), (middle.pk, "middle")]


def test_the_chosen_building_comes_first(town: SimpleNamespace) -> None:
    Household.objects.create(building=town.house_2, unit="1", room="102", phone="13900007777")
    here = Household.objects.create(building=town.house_west, room="7", phone="13977770000")
    assert found("7777", building_id=town.house_west.pk).candidates[0].id == here.pk


def test_one_whole_number_is_probably_them_and_two_flats_of_one_owner_are_asked(
    town: SimpleNamespace, home: Household
) -> None:
    assert found("+86 138-0000-1010").verdict == Verdict.PROBABLY
    Household.objects.create(building=town.house_2, unit="1", room="101", phone=home.phone)
    assert found("13800001010").verdict == Verdict.SEVERAL


def test_a_whole_number_is_never_matched_by_a_part(home: Household) -> None:
    Household.objects.filter(pk=home.pk).update(phone="13800001010999")
    assert found("13800001010") == found("13912345678")
    assert found("13800001010").verdict == Verdict.UNKNOWN


def test_an_extension_never_matches_anybody(town: SimpleNamespace, home: Household) -> None:
    Household.objects.filter(pk=home.pk).update(phone="8012")
    calls_of(town, 1, caller_phone="8012")
    assert found("8012").verdict == Verdict.UNKNOWN


def test_key_sites_and_earlier_callers_are_found_too(town: SimpleNamespace) -> None:
    site = KeySite.objects.get(building=town.hospital)
    site.contact_phone = "010-6512 8899"
    site.save(update_fields=["contact_phone"])
    (call,) = calls_of(town, 1, caller_phone="13688991234")
    assert [(one.kind, one.id) for one in found("8899").candidates] == [("key_site", site.pk), ("caller", call.pk)]
    assert found("01065128899").verdict == Verdict.PROBABLY


def test_at_most_eight_are_offered_and_it_is_said_that_there_are_more(town: SimpleNamespace) -> None:
    Household.objects.bulk_create(
        Household(building=town.house_2, unit="2", room=str(n), phone=f"139{n:04d}4321") for n in range(30)
    )
    many = found("4321")
    assert (len(many.candidates), many.more) == (8, True)


def test_the_api_masks_a_part_and_tells_the_number_only_of_who_was_chosen(api: Api, home: Household) -> None:
    olga = api("olga")
    told = olga.get(LOOK, {"phone": "001010"}).json()
    assert told["verdict"] == "part"
    assert [one["shown"] for one in told["results"]] == ["•••••001010"]
    assert told["before"]["phone"] == {"near": 0, "week": 0, "season": 0}
    chosen = olga.get(f"{LOOK}chosen/", {"kind": "household", "id": str(home.pk)}).json()
    assert chosen == {
        "kind": "household",
        "id": home.pk,
        "phone": "13800001010",
        "building": home.building_id,
        "label": "阳光花园 1号楼",
        "flat": "1-101",
    }


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "phone"),
        ({"phone": ""}, "phone"),
        ({"phone": "12ab"}, "phone"),
        ({"phone": "1" * 41}, "phone"),
        ({"phone": "1234\x00"}, "phone"),
        ({"phone": "1234", "building": "x"}, "building"),
        ({"phone": "1234", "building": str(2**64)}, "building"),
        ({"phone": "1234", "flat": "x" * 33}, "flat"),
    ],
)
def test_bad_input_names_the_field_in_both_languages(browse: Browse, asked: dict[str, str], field: str) -> None:
    sentences = set()
    for language in ("en", "zh-hans"):
        olga = browse("olga")
        answer = olga.get(LOOK, asked, headers={"accept-language": language})
        assert answer.status_code == 400
        assert list(answer.json()["fields"]) == [field]
        sentences.add(answer.content)
    assert len(sentences) == 2


def test_who_is_gone_is_not_found(api: Api) -> None:
    assert api("olga").get(f"{LOOK}chosen/", {"kind": "household", "id": "999999"}).status_code == 404
    assert api("olga").get(f"{LOOK}chosen/", {"kind": "stranger", "id": "1"}).status_code == 400


@pytest.mark.parametrize("name", ["carl", "mona", "kurt"])
def test_only_who_takes_calls_may_ask(api: Api, name: str) -> None:
    assert api(name).get(LOOK, {"phone": "1010"}).status_code == 403
    assert api(name).get(f"{LOOK}chosen/", {"kind": "household", "id": "1"}).status_code == 403


def test_beside_the_form_a_part_is_a_list_without_anybodys_history(
    town: SimpleNamespace, browse: Browse, home: Household
) -> None:
    calls_of(town, 2, caller_phone=home.phone, text="水管漏了")
    page = browse("olga").get(KNOWN, {"caller_phone": "001010"})
    words = page.content.decode()
    assert f'data-caller-id="{home.pk}"' in words
    assert home.phone not in words
    known = page.context["known"]
    assert (known.phone_calls, known.caller.before) == ([], None)


def test_beside_the_form_the_ringing_number_is_whole(town: SimpleNamespace, browse: Browse, home: Household) -> None:
    ring = Ring.objects.create(exchange_id="a", number="1010", rang_at=timezone.now())
    asked = {"caller_phone": "1010", "ring": str(ring.pk)}
    assert browse("olga").get(KNOWN, asked).context["known"].caller.found.verdict == Verdict.NOTHING
    assert browse("olga").get(KNOWN, {"caller_phone": "1010"}).context["known"].caller.found.candidates


def test_an_unknown_number_is_said_to_be_unknown(browse: Browse) -> None:
    assert "Nothing is guessed" in browse("olga").get(KNOWN, {"caller_phone": "13912345678"}).content.decode()


def test_whom_the_operator_chose_is_kept_with_the_call_and_shown(
    browse: Browse, filled: Filled, home: Household
) -> None:
    olga = browse("olga")
    olga.post("/hotline/calls/new/", filled(household=str(home.pk)))
    call = Call.objects.get()
    assert call.caller_known.household == home
    assert "Taken to be" in olga.get(f"/hotline/calls/{call.pk}/").content.decode()


def test_nobody_is_kept_when_nobody_was_chosen(browse: Browse, filled: Filled) -> None:
    browse("olga").post("/hotline/calls/new/", filled())
    assert not CallerKnown.objects.exists()


def test_a_household_that_does_not_exist_is_refused_by_name(api: Api, town: SimpleNamespace) -> None:

    answer = api("olga").post("/api/calls/", body(household=999999), format="json")
    assert answer.status_code == 400
    assert "household" in str(answer.json())
    assert not Call.objects.exists()


def test_erasing_a_household_leaves_the_call(browse: Browse, filled: Filled, home: Household) -> None:
    browse("olga").post("/hotline/calls/new/", filled(household=str(home.pk)))
    home.delete()
    assert CallerKnown.objects.get().household is None


def test_looking_costs_the_same_for_many(town: SimpleNamespace, browse: Browse, queries: Counted) -> None:
    olga = browse("olga")
    asked = {"caller_phone": "4321"}
    olga.get(KNOWN, asked)
    few = queries(lambda: olga.get(KNOWN, asked))
    Household.objects.bulk_create(
        Household(building=town.house_2, unit="2", room=str(n), phone=f"139{n:04d}4321") for n in range(40)
    )
    calls_of(town, 40, caller_phone="13654321111")
    assert queries(lambda: olga.get(KNOWN, asked)) <= few <= 12


def test_a_draft_of_yesterday_is_no_trouble(browse: Browse) -> None:
    asked = {"caller_phone": "13800001010", "household": "999999", "ring": "999999", "supplier": "999999"}
    assert browse("olga").get(KNOWN, asked).status_code == 200
