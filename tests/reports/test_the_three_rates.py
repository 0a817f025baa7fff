"""The city line's three rates: each counted from who was answered and asked, with what it is made of."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from call_backs_cast import caller, done_order, open_ones, said
from desk_cast import calls_of
from order_cast import MINUTE, verbs
from town import MORNING, api_client

from heating_ops.days import Day
from heating_ops.reports.daily import daily_report
from hotline.call_backs.models import CallBackRule

DAY = Day.of(MORNING.date())
NIGHT = MORNING + timedelta(hours=10)
TWO_DAYS = MORNING + timedelta(days=2)


def rates(kind: str = "city_line", *, now: Any = TWO_DAYS, day: Day = DAY, **scope: Any) -> dict[str, tuple[int, int]]:
    found = daily_report(day, now=now, **scope)["three_rates"][kind]
    return {name: (rate["of"], rate["all"]) for name, rate in found.items()}


def test_who_was_asked_counts_as_resolved_and_satisfied_by_their_own_word(town: SimpleNamespace) -> None:
    done_order(town, "13800000001", "13800000002", "13800000003", channel="12345")
    caller(town, "13800000004")
    first, second, third, phone = open_ones()
    said(town, first, now=NIGHT)
    said(town, second, now=NIGHT, satisfied="ok")
    said(town, phone, now=NIGHT, satisfied="")
    said(town, third, "not_solved", now=NIGHT)
    assert rates() == {"response": (3, 3), "resolved": (2, 3), "satisfied": (2, 3)}
    assert rates("all") == {"response": (4, 4), "resolved": (3, 4), "satisfied": (2, 3)}


def test_who_could_not_be_asked_is_in_neither(town: SimpleNamespace) -> None:
    done_order(town, "13800000001", "13800000002", channel="12345")
    said(town, open_ones()[0], "wrong_number", now=NIGHT)
    said(town, open_ones()[0], "no_answer", now=NIGHT)
    assert rates()["resolved"] == (0, 0)
    assert rates()["satisfied"] == (0, 0)


def test_the_last_word_of_a_caller_counts(town: SimpleNamespace) -> None:
    order = done_order(town, "13800000001", channel="12345")
    said(town, open_ones()[0], "not_solved", now=NIGHT)
    for step in ("dispatch", "accept", "depart", "arrive", "start", "complete"):
        verbs(town)[step](work_order_id=order.pk, now=NIGHT)
    said(town, open_ones()[0], now=NIGHT + MINUTE)
    assert rates()["resolved"] == (1, 1)


def test_a_ticket_is_answered_within_the_time_or_not(town: SimpleNamespace) -> None:
    calls_of(town, 1, channel="12345", now=MORNING)
    calls_of(town, 2, channel="12345", category="no_heat", outcome="answered", now=MORNING, logged_at=NIGHT)
    late = caller(town, channel="12345")
    assert rates(now=NIGHT)["response"] == (3, 3), "one has time left"
    assert rates()["response"] == (3, 4)
    assert late.work_order is not None
    verbs(town)["contact"](work_order_id=late.work_order.pk, now=NIGHT)
    assert rates()["response"] == (4, 4)
    CallBackRule.objects.filter(code="answered_within_minutes").update(value=60)
    assert rates()["response"] == (1, 4)


def test_who_joined_is_answered_by_a_call_of_their_own(town: SimpleNamespace) -> None:
    first = caller(town, "13800000001", channel="12345")
    caller(town, "13800000002", channel="12345")
    assert first.work_order is not None
    verbs(town)["contact"](work_order_id=first.work_order.pk, now=NIGHT)
    assert rates()["response"] == (1, 2)


def test_a_branch_counts_its_own_and_another_day_nothing(town: SimpleNamespace) -> None:
    done_order(town, channel="12345")
    said(town, open_ones()[0], now=NIGHT)
    assert rates(branch_ids=[town.west.pk]) == dict.fromkeys(("response", "resolved", "satisfied"), (0, 0))
    assert rates(branch_ids=[town.east.pk])["resolved"] == (1, 1)
    assert rates(day=Day.of(TWO_DAYS.date()))["resolved"] == (0, 0)


def test_page_file_and_api_say_the_same(town: SimpleNamespace, browse: Any) -> None:
    done_order(town, channel="12345")
    said(town, open_ones()[0], now=NIGHT)
    asked = {"date": "2026-01-12"}
    found = api_client(town.mona).get("/api/reports/daily/", asked).json()["three_rates"]
    assert found["city_line"]["resolved"] == {"of": 1, "all": 1, "percent": 100.0}
    assert {(row["value"], row["confirmed_locally"]) for row in found["standards"]} == {(98, False), (1440, False)}
    page = browse("mona").get("/reports/daily/", asked).content.decode()
    assert "Resolved rate" in page
    assert "12345: response, resolved, satisfied" in page
    text = browse("mona").get("/reports/daily.csv", asked).content.decode()
    assert "Rates of 12345,Resolved rate,1,1,100.0" in text
    assert "Rates of all calls,Satisfied rate,1,1,100.0" in text
