"""The operator's home: today's calls, newest first, however many there are."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from desk_cast import AtStage, Browse, Counted, Filled, calls_of
from django.utils import timezone

from hotline import queries as calls
from workorders.catalogue import Status

LIST = "/hotline/"


@pytest.mark.parametrize(("name", "code"), [("olga", 200), ("dan", 200), ("lena", 200), ("carl", 403), ("mona", 403)])
def test_who_may_see_it(browse: Browse, name: str, code: int) -> None:
    assert browse(name).get(LIST).status_code == code


def test_before_the_first_call_it_says_so(browse: Browse) -> None:
    assert "No call yet today" in browse("olga").get(LIST).content.decode()


def test_a_call_is_one_line_with_all_that_matters(browse: Browse, filled: Filled, town: SimpleNamespace) -> None:
    town.olga.first_name = "夏丽"
    town.olga.save(update_fields=["first_name"])
    browse("olga").post("/hotline/calls/new/", filled(category="leak"))
    page = browse("olga").get(LIST).content.decode()
    for word in ("CA-", "Leak", "阳光花园 1号楼 1-101", "东城分公司", "WO-", "Telephone", "夏丽", "P2", "Urgent"):
        assert word in page


def test_the_day_is_counted(browse: Browse, filled: Filled, at_stage: AtStage) -> None:
    olga = browse("olga")
    for form in (filled(), filled(), filled(category="leak")):
        olga.post("/hotline/calls/new/", form)
    at_stage(Status.DONE, flat="2-202")
    counts = olga.get(LIST).context["counts"]
    assert counts == calls.DayCounts(calls=3, urgent=1, joined=1, call_backs=1)


def test_yesterday_is_not_today(town: SimpleNamespace, browse: Browse) -> None:
    begins = calls.start_of_day(timezone.now())
    calls_of(town, 1, now=begins - timedelta(seconds=1))
    (today,) = calls_of(town, 1, now=begins)
    assert [row.call for row in browse("olga").get(LIST).context["rows"]] == [today]


def test_older_calls_are_one_page_further(town: SimpleNamespace, browse: Browse) -> None:
    made = calls_of(town, 60)
    first = browse("olga").get(LIST)
    second = browse("olga").get(LIST, {"before": first.context["older"]})
    shown = [row.call.pk for page in (first, second) for row in page.context["rows"]]
    assert shown == [call.pk for call in reversed(made)]
    assert second.context["older"] is None


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 30])
def test_a_broken_page_number_shows_the_newest(browse: Browse, town: SimpleNamespace, before: str) -> None:
    calls_of(town, 1)
    assert len(browse("olga").get(LIST, {"before": before}).context["rows"]) == 1


def test_a_branch_sees_its_own_calls_and_those_it_took(town: SimpleNamespace, browse: Browse) -> None:
    calls_of(town, 1, branch=town.west, building=town.house_west)
    (mine,) = calls_of(town, 1, branch=town.west, building=town.house_west, logged_by=town.actor("dan").ref)
    (east,) = calls_of(town, 1)
    assert [row.call for row in browse("dan").get(LIST).context["rows"]] == [east, mine]
    assert len(browse("olga").get(LIST).context["rows"]) == 3


def test_it_follows_the_boards_from_the_moment_it_was_made(
    town: SimpleNamespace, browse: Browse, filled: Filled
) -> None:
    browse("olga").post("/hotline/calls/new/", filled())
    assert browse("olga").get(LIST).context["feed"]["boards"] == {
        f"branch-{town.east.pk}": 2,
        f"branch-{town.west.pk}": 0,
        "group": 0,
    }
    assert browse("dan").get(LIST).context["feed"]["boards"] == {f"branch-{town.east.pk}": 2}


def test_three_hundred_calls_cost_as_many_queries_as_three(
    town: SimpleNamespace, browse: Browse, queries: Counted
) -> None:
    olga = browse("olga")
    calls_of(town, 3)
    few = queries(lambda: olga.get(LIST))
    calls_of(town, 297, logged_by="user:999")
    assert queries(lambda: olga.get(LIST)) == few <= 11
