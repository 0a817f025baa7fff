"""Administrators change the desk's numbers, and read rings without changing them."""

from collections.abc import Callable

from django.test import Client
from telephony_desk import CALLER, heard

from hotline.telephony.models import DeskStandard
from hotline.telephony.standards import SHIPPED, TAKE_FREELY, standard

Browse = Callable[[str], Client]


def test_what_ships_is_in_the_table(browse: Browse) -> None:
    shipped = {code: seconds for code, (seconds, _source) in SHIPPED.items()}
    assert dict(DeskStandard.objects.values_list("code", "seconds")) == shipped


def test_an_administrator_changes_a_number(browse: Browse) -> None:
    row = DeskStandard.objects.get(code=TAKE_FREELY)
    said = {"seconds": "30", "source": "our own rule", "confirmed_locally": "on"}
    assert browse("adam").post(f"/admin/hotline/deskstandard/{row.pk}/change/", said).status_code == 302
    assert standard(TAKE_FREELY).total_seconds() == 30
    assert browse("adam").get("/admin/hotline/deskstandard/").status_code == 200
    assert browse("adam").get("/admin/hotline/deskstandard/add/").status_code == 403


def test_rings_are_only_read(browse: Browse) -> None:
    ring = heard("missed")
    assert browse("adam").get("/admin/hotline/ring/", {"q": CALLER}).status_code == 200
    assert browse("adam").get(f"/admin/hotline/ring/{ring.pk}/change/").status_code == 200
    assert browse("adam").post(f"/admin/hotline/ring/{ring.pk}/change/", {"owed": ""}).status_code == 403
