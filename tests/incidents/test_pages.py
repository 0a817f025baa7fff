"""The pages of incidents in every role: what is shown, what is refused, and how many queries it takes."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from incident_cast import declare, leak, move
from town import MORNING

from incidents import commands
from incidents.models import Incident, LevelRule, Phase

Browse = Callable[[str], Client]
EVERYBODY = ("olga", "dan", "carl", "lena", "kurt", "mona", "adam")
MAY_SEE = {"olga", "dan", "lena", "kurt", "mona"}
MAY_DECLARE = {"dan", "lena", "kurt"}


def form(**changes: Any) -> dict[str, Any]:
    """A declaration by hand that would be taken; change what the test is about."""
    return {
        "request_id": str(uuid4()),
        "place_text": "阳光花园 1号楼",
        "kind": "secondary_leak",
        "title": "阳光花园二次管漏水",
        "level": "IV",
    } | changes


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_sees_the_list_the_page_and_the_form(town: SimpleNamespace, browse: Browse, name: str) -> None:
    incident = declare(town)
    client = browse(name)
    seen = 200 if name in MAY_SEE else 403
    assert client.get("/incidents/").status_code == seen
    assert client.get(f"/incidents/{incident.pk}/").status_code == seen
    form_seen = 200 if name in MAY_DECLARE else 403
    assert client.get("/incidents/new/").status_code == form_seen
    assert client.get(f"/incidents/new/reach/?building={town.house_1.pk}").status_code == form_seen
    assert client.post("/incidents/new/", form()).status_code == (302 if name in MAY_DECLARE else 403)


def test_nobody_is_sent_to_sign_in(town: SimpleNamespace, client: Client) -> None:
    incident = declare(town)
    for address in ("/incidents/", f"/incidents/{incident.pk}/", "/incidents/new/", "/incidents/new/reach/"):
        assert client.get(address).headers["Location"].startswith("/accounts/sign-in/")


def test_another_branchs_incident_is_not_found_and_not_listed(town: SimpleNamespace, browse: Browse) -> None:
    incident = declare(town)
    assert browse("wes").get(f"/incidents/{incident.pk}/").status_code == 404
    assert incident.number not in browse("wes").get("/incidents/").content.decode()
    assert incident.number in browse("dan").get("/incidents/").content.decode()


def test_open_ones_come_first_and_closed_ones_only_with_all(town: SimpleNamespace, browse: Browse) -> None:
    first, second = declare(town), declare(town, building=town.hospital)
    move(town, second, Phase.CLOSED, reason="误报")
    open_page, all_page = (browse("kurt").get(f"/incidents/{query}").content.decode() for query in ("", "?show=all"))
    assert first.number in open_page
    assert second.number not in open_page
    assert all_page.index(first.number) < all_page.index(second.number)


def test_strange_addresses_are_no_error(town: SimpleNamespace, browse: Browse) -> None:
    incident = declare(town)
    kurt = browse("kurt")
    for address in (
        "/incidents/?before=abc&show=%00",
        "/incidents/?before=99999999999999999999999",
        f"/incidents/{incident.pk}/?log=sideways&all=2",
        "/incidents/new/?work_order=x",
        "/incidents/new/reach/?building=-1&kind=zzz&reach=zzz",
        "/incidents/new/reach/?building=99999999&work_order=x",
        f"/incidents/new/reach/?building={town.house_1.pk}&kind=zzz&reach=zzz&work_order=٣",
    ):
        assert kurt.get(address).status_code == 200, address
    assert kurt.get("/incidents/4040/").status_code == 404
    gone = kurt.get("/incidents/new/?work_order=4040", follow=True)
    assert "There is no such work order." in gone.content.decode()


def test_from_an_order_the_form_is_filled_as_far_as_the_order_tells(
    town: SimpleNamespace, browse: Browse, api: Any
) -> None:
    order = leak(api)
    page = browse("dan").get(f"/incidents/new/?work_order={order.pk}").content.decode()
    assert "Secondary pipe leak, 阳光花园 1号楼" in page
    assert '<option value="secondary_leak" selected>' in page
    assert f'name="building" data-place="building" value="{town.house_1.pk}"' in page
    assert 'name="level" value="IV" required checked' not in page
    assert "not confirmed locally" in page


def test_from_an_order_that_has_one_the_incident_opens_instead(town: SimpleNamespace, browse: Browse, api: Any) -> None:
    order = leak(api)
    incident = declare(town, work_order_id=order.pk)
    answer = browse("dan").get(f"/incidents/new/?work_order={order.pk}")
    assert answer.headers["Location"] == f"/incidents/{incident.pk}/"


def test_declaring_leads_to_the_command_page_once(town: SimpleNamespace, browse: Browse, api: Any) -> None:
    order, other = leak(api), leak(api, place={"street": "阳光花园", "building": "2号楼", "flat": "1-301"})
    said = form(building=town.house_1.pk, work_order=order.pk, reach="loop", gather=[other.pk])
    kurt = browse("kurt")
    first, again = kurt.post("/incidents/new/", said), kurt.post("/incidents/new/", said)
    incident = Incident.objects.get()
    assert first.headers["Location"] == again.headers["Location"] == f"/incidents/{incident.pk}/?declared"
    assert (incident.gathered.count(), incident.commander) == (2, town.kurt)
    by_fetch = kurt.post("/incidents/new/", said, headers={"x-requested-with": "fetch"})
    assert by_fetch.json() == {"location": f"/incidents/{incident.pk}/?declared"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"level": ""}, "Set the level"),
        ({"level": "V"}, "Select a valid choice"),
        ({"kind": ""}, "This field is required"),
        ({"place_text": " "}, "Say where"),
        ({"title": "x" * 121}, "at most 120"),
        ({"building": "99999"}, "There is no building with the id 99999"),
        ({"work_order": "99999"}, "There is no such work order"),
        ({"gather": ["99999"]}, "There is no such work order"),
        ({"gather": ["x"]}, "Select a valid choice"),
        ({"building": "9" * 30}, "Ensure this value is less than"),
        ({"building": "x", "kind": "x", "reach": "x"}, "Enter a whole number"),
        ({"request_id": "x"}, "Enter a valid UUID"),
    ],
)
def test_a_form_that_is_not_taken_comes_back_with_the_reason_and_what_was_typed(
    town: SimpleNamespace, browse: Browse, changes: dict[str, Any], words: str
) -> None:
    answer = browse("kurt").post("/incidents/new/", form() | changes)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    if "title" not in changes:
        assert "阳光花园二次管漏水" in page
    assert not Incident.objects.exists()


def test_a_branchs_dispatcher_is_told_that_the_place_is_another_branchs(town: SimpleNamespace, browse: Browse) -> None:
    answer = browse("dan").post("/incidents/new/", form(building=town.house_west.pk))
    assert answer.status_code == 400
    assert "belongs to another branch" in answer.content.decode()
    empty = browse("dan").get(f"/incidents/new/reach/?building={town.house_west.pk}").content.decode()
    assert "磨坊" not in empty


def test_an_open_incident_there_is_told_and_can_be_set_aside(town: SimpleNamespace, browse: Browse) -> None:
    first = declare(town)
    said = form(building=town.house_2.pk, reach="loop")
    answer = browse("kurt").post("/incidents/new/", said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{first.number} is already open there" in page
    assert 'name="separate"' in page
    assert browse("kurt").post("/incidents/new/", said | {"separate": "on"}).status_code == 302


def test_the_reach_is_measured_with_the_level_it_proposes(town: SimpleNamespace, browse: Browse) -> None:
    LevelRule.objects.filter(level="IV").update(households_from=121, confirmed_locally=True)
    address = f"/incidents/new/reach/?building={town.house_1.pk}&kind=station_power_loss"
    page = browse("kurt").get(address).content.decode()
    assert 'value="station" checked' in page
    assert "<b>120</b>" in page
    assert "<b>121</b>" in page
    assert "below every threshold" in page
    assert "proposed" in page
    assert "东城医院" in page


def test_the_command_page_shows_what_each_may_do(town: SimpleNamespace, browse: Browse, api: Any) -> None:
    incident = declare(town, work_order_id=leak(api).pk)
    pages = {name: browse(name).get(f"/incidents/{incident.pk}/").content.decode() for name in MAY_SEE}
    for name, page in pages.items():
        assert ('data-opens="phase-contained"' in page) == (name in {"lena", "kurt"}), name
        assert ('data-opens="gather"' in page) == (name in MAY_DECLARE), name
        assert ('id="note-form"' in page) == (name != "mona"), name
        assert "Declared: Secondary pipe leak" in page


def test_what_people_write_is_text_and_never_markup(town: SimpleNamespace, browse: Browse) -> None:
    incident = declare(town, title="<script>alert(1)</script>")
    commands.note(incident_id=incident.pk, text="<img src=x>", author_id=None, actor=town.actor("kurt"), now=MORNING)
    for address in ("/incidents/", f"/incidents/{incident.pk}/"):
        page = browse("kurt").get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x>" not in page


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_pages_take_as_many_queries_for_many_orders_as_for_one(
    town: SimpleNamespace, browse: Browse, api: Any
) -> None:
    incident = declare(town, work_order_id=leak(api).pk)
    kurt = browse("kurt")
    addresses = (
        "/incidents/",
        f"/incidents/{incident.pk}/",
        f"/incidents/new/?work_order={leak(api, place={'street': '医院路', 'building': '1'}).pk}",
    )
    few = [queries_of(kurt, address) for address in addresses]
    for flat in range(301, 306):
        order = leak(api, place={"street": "阳光花园", "building": "2号楼", "flat": f"1-{flat}"})
        commands.gather(incident_id=incident.pk, work_order_id=order.pk, actor=town.actor("kurt"), now=MORNING)
        commands.add_report(incident_id=incident.pk, actor=town.actor("olga"), now=MORNING)
        commands.note(
            incident_id=incident.pk, text=str(flat), author_id=town.dan.pk, actor=town.actor("dan"), now=MORNING
        )
        declare(town, building=town.house_west, separate=True)
    assert [queries_of(kurt, address) for address in addresses] == few
    assert max(few) <= 32


def test_the_log_shows_the_newest_first_and_hides_the_oldest_of_many(town: SimpleNamespace, browse: Browse) -> None:
    incident = declare(town)
    for number in range(125):
        commands.note(
            incident_id=incident.pk, text=f"line {number:03d}", author_id=None, actor=town.actor("kurt"), now=MORNING
        )
    kurt, address = browse("kurt"), f"/incidents/{incident.pk}/"
    newest = kurt.get(address).content.decode()
    assert newest.index("line 124") < newest.index("line 100")
    assert "6 older lines" in newest
    assert "line 004" not in newest
    oldest = kurt.get(f"{address}?log=oldest&all=1").content.decode()
    assert oldest.index("line 004") < oldest.index("line 124")
