"""A place of another supplier: the operator reads who serves it, and what was told is kept and counted."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from desk_cast import Browse, Counted, Filled
from django.utils import timezone
from rest_framework.test import APIClient
from town import body, kinds_on

from heating_ops.network.place_names import rebuild_place_names
from hotline.models import Call, CallOutcome, Referral, Supplier, SupplierArea
from hotline.suppliers.matching import How, who_serves
from hotline.suppliers.queries import not_ours
from workorders.models import WorkOrder

KNOWN = "/hotline/place-context/"
NEW = "/hotline/calls/new/"
Api = Callable[[str], APIClient]


@pytest.fixture
def shunhe(town: SimpleNamespace) -> Supplier:
    """Serves 锦绣家园, Willow Street, and everything with 顺和 in its name."""
    supplier = Supplier.objects.create(name_zh_hans="顺和热力", name_en="Shunhe Heating", phone="400-555-0102")
    for kind, name in (("community", "锦绣家园"), ("street", "Willow Street"), ("pattern", "顺和")):
        SupplierArea(supplier=supplier, kind=kind, name=name).sounded().save()
    rebuild_place_names()
    return supplier


@pytest.mark.parametrize(
    ("said", "how"),
    [
        *[(said, How.EXACT) for said in ("锦绣家园", "锦绣家园 3-2-501", "锦绣家园3号楼", "willow  street 12")],
        *[(said, How.EXACT) for said in ("顺和嘉苑", "老顺和大院5号楼")],
        *[(said, How.SOUND) for said in ("锦秀家园", "jinxiujiayuan", "锦绣佳园 3-2-501")],
        ("锦绣花园", How.ALIKE),
    ],
)
def test_the_place_as_said_finds_its_supplier(shunhe: Supplier, said: str, how: How) -> None:
    assert [(one.supplier, one.how) for one in who_serves(said)] == [(shunhe, how)]


@pytest.mark.parametrize(
    "said", ["", "   ", "3-2-501", "阳光花园", "阳光花园 1号楼", "磨坊胡同", "花园", "\x00", "x" * 400]
)
def test_places_of_ours_and_nonsense_are_nobodys(shunhe: Supplier, said: str) -> None:
    assert who_serves(said) == []


def test_a_supplier_that_was_switched_off_serves_nothing(shunhe: Supplier) -> None:
    Supplier.objects.update(active=False)
    assert who_serves("锦绣家园") == []


def test_two_that_serve_the_same_name_are_both_offered_and_none_is_sure(shunhe: Supplier, browse: Browse) -> None:
    other = Supplier.objects.create(name_zh_hans="云锦", name_en="Yunjin", phone="400-555-0104")
    SupplierArea(supplier=other, name="锦绣家园").sounded().save()
    others = browse("olga").get(KNOWN, {"place_label": "锦绣家园"}).context["known"].others
    assert len(others.serves) == 2
    assert others.sure is None


def test_the_column_says_who_serves_it_and_the_number_to_give(shunhe: Supplier, browse: Browse) -> None:
    page = browse("olga").get(KNOWN, {"place_label": "锦绣家园 3-2-501", "category": "no_heat"}).content.decode()
    assert "Shunhe Heating" in page
    assert "400-555-0102" in page
    assert 'data-key="Alt+L"' in page


def test_a_building_of_ours_is_ours(shunhe: Supplier, town: SimpleNamespace, browse: Browse) -> None:
    asked = {"place_label": "锦绣家园", "building": str(town.house_1.pk)}
    assert "Shunhe" not in browse("olga").get(KNOWN, asked).content.decode()
    asked |= {"category": "not_our_customer"}
    assert "this building is in our network" in browse("olga").get(KNOWN, asked).content.decode()


def not_ours_form(filled: Filled, supplier: Supplier, **more: str) -> dict[str, Any]:
    return filled(
        category="not_our_customer",
        building=None,
        place_label="锦绣家园",
        place_as_said="on",
        supplier=str(supplier.pk),
        **more,
    )


def test_what_was_told_is_kept_and_no_order_is_made(shunhe: Supplier, browse: Browse, filled: Filled) -> None:
    olga = browse("olga")
    olga.post(NEW, not_ours_form(filled, shunhe, supplier_told="yes"))
    call = Call.objects.get()
    assert (call.outcome, call.referral.supplier, call.referral.told) == (CallOutcome.NOT_OURS, shunhe, True)
    assert not WorkOrder.objects.exists()
    page = olga.get(f"/hotline/calls/{call.pk}/?filed").content.decode()
    assert "Your building is heated by Shunhe Heating. Please call 400-555-0102." in page
    assert kinds_on("group") == ["call.logged", "call.referred"]


def test_a_danger_is_gone_to_whoever_heats_the_house(shunhe: Supplier, browse: Browse, filled: Filled) -> None:
    browse("olga").post(NEW, not_ours_form(filled, shunhe, supplier_told="yes", danger_ground_sinking="yes"))
    call = Call.objects.get()
    assert (call.triage["priority"], call.outcome) == ("P1", CallOutcome.ORDER_OPENED)
    assert call.referral.told


def test_a_supplier_chosen_before_the_trouble_changed_does_not_swallow_it(
    shunhe: Supplier, browse: Browse, filled: Filled
) -> None:
    form = not_ours_form(filled, shunhe, supplier_told="yes") | {"category": "leak"}
    browse("olga").post(NEW, form)
    assert Call.objects.get().outcome == CallOutcome.ORDER_OPENED
    assert not Referral.objects.exists()


def test_the_api_takes_the_supplier_and_makes_no_order(shunhe: Supplier, api: Api) -> None:
    told = body(category="no_heat", place={"text": "锦绣家园3号楼"}, supplier=shunhe.pk, supplier_told=True)
    answer = api("olga").post("/api/calls/", told, format="json")
    assert answer.json()["call"]["outcome"] == "not_ours"
    assert Referral.objects.get().told
    assert not WorkOrder.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"supplier": 999999}, "supplier"),
        ({"supplier": "x"}, "supplier"),
        ({"supplier": 2**70}, "supplier"),
        ({"supplier_told": True}, "supplier_told"),
        ({"supplier_told": "perhaps"}, "supplier_told"),
    ],
)
def test_bad_input_names_the_field(shunhe: Supplier, api: Api, wrong: dict[str, Any], field: str) -> None:
    answer = api("olga").post("/api/calls/", body(place={"text": "锦绣家园"}) | wrong, format="json")
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]


def test_trouble_in_a_building_of_ours_cannot_be_sent_on(shunhe: Supplier, api: Api) -> None:
    answer = api("olga").post("/api/calls/", body(supplier=shunhe.pk), format="json")
    assert (answer.status_code, list(answer.json()["fields"])) == (400, ["supplier"])
    assert not Call.objects.exists()


def test_calls_that_were_not_ours_are_counted_by_supplier(shunhe: Supplier, browse: Browse, filled: Filled) -> None:
    olga, now = browse("olga"), timezone.now()
    olga.post(NEW, not_ours_form(filled, shunhe, supplier_told="yes"))
    olga.post(NEW, not_ours_form(filled, shunhe))
    olga.post(NEW, filled(category="not_our_customer"))
    olga.post(NEW, filled())
    found = not_ours(now - timedelta(hours=1), timezone.now() + timedelta(hours=1))
    assert (found.calls, found.told) == (3, 1)
    assert [(one.supplier, one.calls, one.told) for one in found.by_supplier] == [(shunhe, 2, 1), (None, 1, 0)]
    assert not_ours(now, timezone.now(), logged_by="user:0").calls == 0
    for page in (browse("lena").get("/hotline/shift/"), browse("kurt").get("/reports/daily/")):
        assert page.context["suppliers"][-1] == {"name": "", "calls": 3, "told": 1}
        assert "Shunhe Heating" in page.content.decode()


def test_many_suppliers_cost_no_more(shunhe: Supplier, browse: Browse, queries: Counted) -> None:
    olga, asked = browse("olga"), {"place_label": "锦绣家园", "category": "not_our_customer"}
    olga.get(KNOWN, asked)
    few = queries(lambda: olga.get(KNOWN, asked))
    for n in range(20):
        other = Supplier.objects.create(name_zh_hans=f"供热{n}", name_en=f"Heat {n}", phone="400")
        SupplierArea(supplier=other, name="锦绣家园").sounded().save()
    assert queries(lambda: olga.get(KNOWN, asked)) == few <= 12
