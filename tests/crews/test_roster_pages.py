"""The roster's pages: who is on duty now, the week, gaps, one's own, what waits for a leader, patterns."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from roster_cast import DAY, HOUR, dispatcher, post_of

from heating_ops.crews.duty.cards import on_duty_now
from heating_ops.crews.models import DutyPhone, DutyPost, Leave, Level, Pattern, PatternTurn, Swap

pytestmark = pytest.mark.django_db
Browse = Callable[[str], Client]
PAGES = ("", "week/", "gaps/", "mine/", "requests/", "patterns/")


@pytest.fixture
def roster(town: SimpleNamespace) -> SimpleNamespace:
    """Dan is on duty now, Dora comes next and would swap; the group's office is empty."""
    now = timezone.now().replace(microsecond=0)
    post = post_of(Level.BRANCH_DISPATCHER, town.east)
    office = post_of(Level.GROUP_OFFICE, None)
    dora = dispatcher("dora", town.east)
    running = DutyPost.objects.create(
        level=post.level, branch=town.east, user=town.dan, hours=(now - HOUR, now + 11 * HOUR)
    )
    coming = DutyPost.objects.create(
        level=post.level, branch=town.east, user=dora, hours=(now + 11 * HOUR, now + 23 * HOUR)
    )
    DutyPhone.objects.create(user=town.dan, number="010 5555 0001")
    Swap.objects.create(duty=coming, asker=dora, other=town.dan, state="accepted", asked_at=now, answered_at=now)
    Leave.objects.create(user=dora, hours=(now + 2 * DAY, now + 3 * DAY), kind="annual", asked_at=now)
    pattern = Pattern.objects.create(post=post, begins="20:00", ends="08:00", valid_from=now.date(), turns=1)
    PatternTurn.objects.create(pattern=pattern, place=0, user=dora)
    return SimpleNamespace(now=now, post=post, office=office, dora=dora, running=running, coming=coming)


def test_who_is_on_duty_now_is_one_query(roster: SimpleNamespace, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        posts = {(one.level, one.branch_id): one for one in on_duty_now(roster.now)}
    here = posts[(Level.BRANCH_DISPATCHER, roster.post.branch_id)]
    assert [(person["name"], person["phone"]) for person in here.people] == [("dan", "010 5555 0001")]
    assert not here.is_gap
    assert posts[(Level.GROUP_OFFICE, None)].is_gap


def test_the_wall_shows_names_numbers_and_who_is_missing(roster: SimpleNamespace, browse: Browse) -> None:
    html = browse("carl").get("/roster/").content.decode()
    assert "dan" in html
    assert 'href="tel:01055550001"' in html
    assert "Nobody on duty" in html


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_as_many_queries_however_long_the_roster_is(
    page: str, roster: SimpleNamespace, town: SimpleNamespace, browse: Browse, django_assert_max_num_queries: Any
) -> None:
    for day in range(1, 20):
        begin = roster.now + day * DAY
        DutyPost.objects.create(level=Level.STATION_HEAD, branch=town.east, user=town.dan, hours=(begin, begin + HOUR))
    leader = browse("lena")
    with django_assert_max_num_queries(24):
        assert leader.get(f"/roster/{page}").status_code == 200


def test_the_week_shows_gaps_and_only_who_may_can_fill_them(roster: SimpleNamespace, browse: Browse) -> None:
    leader, dispatchers = browse("lena").get("/roster/week/"), browse("dan").get("/roster/week/")
    for answer in (leader, dispatchers):
        assert "Dora" in answer.content.decode()
        assert "data-gap" in answer.content.decode()
    assert 'data-opens="fill"' in leader.content.decode()
    assert 'data-opens="fill"' not in dispatchers.content.decode()
    assert 'data-opens="fill"' not in browse("lena").get("/roster/week/?branch=group").content.decode()


def test_gaps_are_listed_with_level_branch_and_time(roster: SimpleNamespace, browse: Browse) -> None:
    html = browse("lena").get("/roster/gaps/").content.decode()
    assert "Gaps in the next 14 days" in html
    assert "Group emergency office" in html
    assert "within a day" in html


def test_odd_addresses_show_a_roster_all_the_same(roster: SimpleNamespace, browse: Browse) -> None:
    for query in ("branch=x", "branch=999999", "first_day=9999-99-99", "first_day=0001-01-01", "branch=²"):
        assert browse("lena").get(f"/roster/week/?{query}").status_code == 200, query


def test_a_leader_finds_what_waits_for_a_word(roster: SimpleNamespace, browse: Browse) -> None:
    html = browse("lena").get("/roster/requests/").content.decode()
    assert f"/api/roster/swaps/{Swap.objects.get().pk}/approval/" in html
    assert f"/api/roster/leaves/{Leave.objects.get().pk}/grant/" in html


def test_one_sees_ones_own_duties_and_asks_a_mate(roster: SimpleNamespace, town: SimpleNamespace) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(roster.dora, backend="django.contrib.auth.backends.ModelBackend")
    DutyPost.objects.create(
        level=roster.post.level,
        branch=town.east,
        user=town.dan,
        hours=(roster.now + 25 * HOUR, roster.now + timedelta(hours=30)),
    )
    html = client.get("/roster/mine/").content.decode()
    assert f'data-set-duty="{roster.coming.pk}"' in html
    assert f'<option value="{town.dan.pk}">' in html
