"""The manager's page, the file and the API: who sees how much, the same numbers everywhere, bad input."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from incident_cast import declare
from reported_day import Spec, write
from town import body

from heating_ops.days import Day
from workorders import commands as work

Browse = Callable[[str], Client]
ADDRESSES = ("/reports/daily/", "/reports/daily.csv", "/api/reports/daily/")


@pytest.mark.parametrize("name", ["olga", "dan", "carl", "lena", "kurt", "mona", "adam"])
def test_who_sees_the_report(town: SimpleNamespace, browse: Browse, name: str) -> None:
    expected = 200 if name in ("lena", "kurt", "mona") else 403
    assert [browse(name).get(address).status_code for address in ADDRESSES] == [expected] * 3


def test_nobody_is_sent_to_sign_in(town: SimpleNamespace, client: Client) -> None:
    assert client.get("/reports/daily/").headers["Location"].startswith("/accounts/sign-in/")
    assert client.get("/reports/daily.csv").headers["Location"].startswith("/accounts/sign-in/")
    assert client.get("/api/reports/daily/").status_code == 401


def test_a_manager_of_one_branch_sees_only_it(town: SimpleNamespace, browse: Browse, api: Any) -> None:
    api("olga").post("/api/calls/", body(), format="json")
    api("olga").post("/api/calls/", body(place={"street": "磨坊胡同", "building": "7", "flat": "3"}), format="json")
    api("olga").post("/api/calls/", body(place={"text": "不知道在哪"}), format="json")
    declare(town, building=town.house_west, now=timezone.now())
    totals = {}
    for name, branches in (("whole", []), ("east", [town.east.pk]), ("west", [town.west.pk])):
        town.mona.branch_ids = branches
        town.mona.save(update_fields=["branch_ids"])
        report = browse("mona").get("/api/reports/daily/").json()
        totals[name] = (report["calls"]["total"], report["work_orders"]["total"], len(report["incidents"]))
        page = browse("mona").get("/reports/daily/").content.decode()
        assert ("西城分公司" in page) == (name != "east")
        assert ("No branch" in page) == (name == "whole")
    assert totals == {"whole": (3, 3, 1), "east": (1, 1, 0), "west": (1, 1, 1)}


def test_one_branch_of_several_can_be_looked_at_and_another_persons_cannot(
    town: SimpleNamespace, browse: Browse, api: Any
) -> None:
    api("olga").post("/api/calls/", body(), format="json")
    east, west = (browse("kurt").get(f"/api/reports/daily/?branch={one.pk}").json() for one in (town.east, town.west))
    assert (east["calls"]["total"], west["calls"]["total"]) == (1, 0)
    refused = browse("lena").get(f"/api/reports/daily/?branch={town.west.pk}")
    assert refused.status_code == 400
    page = browse("lena").get(f"/reports/daily/?branch={town.west.pk}")
    assert page.status_code == 200
    assert "not one of yours" in page.content.decode()
    assert "西城分公司" not in page.content.decode()


def test_the_page_leads_to_the_day_before_and_not_beyond_today(town: SimpleNamespace, browse: Browse) -> None:
    today = timezone.localdate()
    page = browse("mona").get("/reports/daily/").content.decode()
    assert f'href="?date={today - timedelta(days=1)}"' in page
    assert f'href="?date={today + timedelta(days=1)}"' not in page
    yesterday = browse("mona").get(f"/reports/daily/?date={today - timedelta(days=1)}").content.decode()
    assert f'href="?date={today}"' in yesterday
    tomorrow = browse("mona").get(f"/reports/daily/?date={today + timedelta(days=1)}").content.decode()
    assert "This day has not begun." in tomorrow
    assert 'rel="prev"' not in browse("mona").get("/reports/daily/?date=2000-01-01").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "date=2026-02-30",
        "date=yesterday",
        "date=0001-01-01",
        "date=9999-12-31",
        "branch=x",
        "branch=99999",
        "branch=99999999999999999999999",
        "date=x&branch=y",
        "date=%00",
    ],
)
def test_bad_input_is_told_and_never_an_error(town: SimpleNamespace, browse: Browse, query: str) -> None:
    mona = browse("mona")
    page = mona.get(f"/reports/daily/?{query}")
    assert page.status_code == 200
    assert 'data-tone="urgent" role="alert"' in page.content.decode()
    file = mona.get(f"/reports/daily.csv?{query}")
    assert (file.status_code, file.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    answer = mona.get(f"/api/reports/daily/?{query}")
    assert answer.status_code == 400
    assert set(answer.json()["fields"]) <= {"date", "branch"}


def test_an_empty_query_is_today(town: SimpleNamespace, browse: Browse) -> None:
    page = browse("mona").get("/reports/daily/?date=&branch=").content.decode()
    assert 'role="alert"' not in page
    assert str(timezone.localdate()) in page


def test_the_file_has_the_pages_numbers(town: SimpleNamespace, browse: Browse, api: Any) -> None:
    town.east.name = "=HYPERLINK(1)"
    town.east.save(update_fields=["name"])
    for flat in ("1-101", "1-102", "1-201"):
        place = {"street": "阳光花园", "building": "1号楼", "flat": flat}
        api("olga").post("/api/calls/", body(place=place), format="json")
    api("olga").post("/api/calls/", body(category="leak"), format="json")
    answer = browse("mona").get("/reports/daily.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert f'filename="daily-{timezone.localdate()}.csv"' in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    report = browse("mona").get("/api/reports/daily/").json()
    told = {(row[0], row[1]): row[2:] for row in rows[1:]}
    assert told["Calls", "Total"][0] == str(report["calls"]["total"]) == "4"
    assert told["Calls by category", "Not warm enough"] == ["3", "4", "75.0"]
    assert told["Work orders", "Urgent"][0] == str(report["work_orders"]["urgent"]) == "1"
    assert told["By branch", "'=HYPERLINK(1): Calls"][0] == "4"
    hours = [int(row[2]) for row in rows if row[0] == "Calls by hour"]
    assert (len(hours), sum(hours)) == (24, 4)
    assert all(len(row) == 5 for row in rows)


def test_a_reopened_order_is_not_done_any_more(town: SimpleNamespace, browse: Browse, api: Any) -> None:
    told = api("olga").post("/api/calls/", body(), format="json").json()
    pk, actor = told["work_order"]["id"], town.actor("dan")
    work.cancel(work_order_id=pk, version=None, reason="误", actor=actor, now=timezone.now())
    work.reopen(work_order_id=pk, version=None, reason="还是冷", actor=actor, now=timezone.now())
    orders = browse("mona").get("/api/reports/daily/").json()["work_orders"]
    assert (orders["waiting"], orders["cancelled"], orders["running"]) == (1, 0, 1)


@pytest.mark.no_replay
def test_the_page_takes_as_many_queries_for_a_hundred_calls_as_for_none(town: SimpleNamespace, browse: Browse) -> None:
    mona = browse("mona")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert mona.get("/reports/daily/").status_code == 200
        return len(seen)

    before = queries()
    begins = Day.of(timezone.localdate()).begins
    for minute in range(100):
        spec = Spec(minute * 14, minute % 3, "phone", "leak", "urgent", True, "P2", "triaged", None, 0, 0, 19.0)
        write(spec, begins=begins, branches=[town.east, town.west], crew=town.red)
    assert queries() == before <= 20


def test_the_chart_can_be_read_as_a_table(town: SimpleNamespace, browse: Browse, api: Any) -> None:
    api("olga").post("/api/calls/", body(), format="json")
    page = browse("mona").get("/reports/daily/").content.decode()
    assert 'role="img" aria-label="1 calls by hour; most in the hour from' in page
    assert page.count('<tr><th scope="row">') >= 24
