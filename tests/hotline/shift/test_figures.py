"""What the shift counts is what its lists hold, person by person and all together, on the worst of days as well."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from types import SimpleNamespace
from typing import Any

import pytest
from desk_cast import calls_of
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from telephony_desk import CALLER
from town import api_client

from heating_ops.access.models import Role, User
from heating_ops.journal.models import Event
from hotline.call_backs.queries import count_waiting
from hotline.shift import commands, figures
from hotline.shift.line import in_time, line_of
from hotline.shift.models import DeskTarget, SeatSession
from hotline.shift.operators import operators
from hotline.shift.rings import Show, rings
from hotline.shift.targets import promises
from hotline.telephony.models import Ring

Browse = Callable[[str], Client]
pytestmark = pytest.mark.no_replay  # rings are written straight into the table here, by the thousand
HOUR = timedelta(hours=1)


def written(count: int, people: list[User], *, now: Any = None) -> None:
    """A day's rings without the exchange: of ten, seven answered in 5 to 14 s, one in 18, one in 60, one abandoned."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    until = now or timezone.now()
    step = (until - midnight) / (count + 1)
    waits = [5, 6, 7, 8, 9, 10, 14, 18, 60, None]

    def one(place: int) -> Ring:
        rang, wait = midnight + (place + 1) * step, waits[place % 10]
        ring = Ring(exchange_id=f"bulk-{place}", number=CALLER, rang_at=rang)
        if wait is None:
            ring.missed_at = ring.ended_at = rang + timedelta(seconds=30)
            ring.owed = "waiting"
        else:
            ring.answered_at = rang + timedelta(seconds=wait)
            ring.ended_at = ring.answered_at + timedelta(seconds=100)
            ring.answered_by = people[place % len(people)]
        return ring

    made = (one(place) for place in range(count))
    while batch := list(islice(made, 2000)):
        Ring.objects.bulk_create(batch)


@pytest.fixture
def oskar(town: SimpleNamespace) -> User:
    """A second operator."""
    return User.objects.create(username="oskar", role=Role.OPERATOR)


def test_the_counts_are_the_lengths_of_the_lists(town: SimpleNamespace, oskar: User) -> None:
    written(40, [town.olga, oskar, town.olga])
    Ring.objects.create(exchange_id="now", number=CALLER, rang_at=timezone.now() - timedelta(seconds=9))
    line = line_of(town.olga, now=timezone.now())

    def length(show: Show) -> int:
        day_ago = line.at - timedelta(days=1)
        return rings(show, user=town.olga, since=day_ago, until=line.at, wanted=line.wanted).count()

    assert [(share.part, share.whole) for share in line.in_time] == [(28, 40), (32, 40)]
    assert (length(Show.GOOD), length(Show.LATE), length(Show.SLOW)) == (28, 32, 4)
    assert line.desk.abandoned == line.desk.owed == length(Show.ABANDONED) == length(Show.OWED) == 4
    assert line.mine.answered == length(Show.MINE)
    assert line.queue.depth == length(Show.RINGING) == 1
    assert line.mine.mean_handling == 100
    assert line.call_backs == count_waiting(town.olga)
    assert line.desk.answered + line.desk.abandoned + line.queue.depth == length(Show.ALL)


def test_the_links_of_the_line_lead_to_as_many_rings(town: SimpleNamespace, oskar: User, browse: Browse) -> None:
    written(30, [town.olga, oskar])
    olga = browse("olga")
    html = olga.get("/hotline/shift/line/").content.decode()
    led = re.findall(r'href="(/hotline/shift/rings/\?show=(\w+))"', html)
    assert {show for _url, show in led} == {"ringing", "good", "late", "abandoned", "mine"}
    counts = {show: olga.get(url).context["total"] for url, show in led}
    assert counts == {"ringing": 0, "good": 21, "late": 24, "abandoned": 3, "mine": 15}
    assert "21/30" in html
    assert "24/30" in html


def test_a_target_is_met_by_whole_numbers(town: SimpleNamespace) -> None:
    wanted = promises()
    assert (wanted.good.percent, wanted.good.seconds, wanted.late.percent, wanted.late.seconds) == (90, 15, 95, 20)
    nearly = figures.Handled(answered=1000, good=899, late=950)
    assert [share.is_met for share in in_time(nearly, wanted)] == [False, True]
    DeskTarget.objects.filter(code="answer_good").update(percent=80)
    assert in_time(nearly, promises())[0].is_met
    DeskTarget.objects.all().delete()
    assert promises() == wanted


def test_each_operators_part_adds_up_to_the_whole(town: SimpleNamespace, oskar: User) -> None:
    written(50, [town.olga, oskar, town.lena])
    commands.sign_on(user=oskar, seat="3", now=timezone.now())
    calls_of(town, 3, logged_by=f"user:{oskar.pk}", reported_at=timezone.now())
    day, wanted = timezone.now() - timedelta(days=1), promises()
    found = operators(day, timezone.now(), now=timezone.now(), wanted=wanted)
    rung = figures.rings_by_holder(day, timezone.now(), wanted)
    whole = figures.together(rung.values())
    assert sum(one.rings.answered for one in found) == whole.answered == 45
    assert whole.abandoned == rung[None].abandoned == 5
    by_name = {one.user.username: one for one in found}
    assert next(iter(by_name)) == "oskar", "who is on stands first"
    assert (by_name["oskar"].filed.calls, by_name["oskar"].state) == (3, "on")
    assert by_name["olga"].state == "off"
    by_hour = figures.rings_by_hour(day, timezone.now())
    assert sum(offered for offered, _answered, _abandoned in by_hour.values()) == 50


def test_the_page_the_file_and_the_api_say_the_same(town: SimpleNamespace, oskar: User, browse: Browse) -> None:
    written(30, [town.olga, oskar])
    page = browse("mona").get("/hotline/shift/")
    told = api_client(town.mona).get("/api/shift/operators/").json()
    lines = browse("mona").get("/hotline/shift/csv/").content.decode("utf-8-sig").splitlines()
    shown = {one.user.username: one.rings.answered for one in page.context["operators"]}
    assert {one["name"]: one["rings"]["answered"] for one in told["operators"]} == shown == {"olga": 15, "oskar": 12}
    assert told["desk"]["answered"] == page.context["desk"].answered == 27
    assert lines[-1].split(",")[5] == "27"
    assert sum(hour["offered"] for hour in told["hours"]) == 30


def test_hours_of_the_day_are_asked_for(town: SimpleNamespace, browse: Browse) -> None:
    now = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)
    written(120, [town.olga], now=now)
    asked = {"date": now.date().isoformat(), "since": "3", "until": "6"}
    page = browse("lena").get("/hotline/shift/", asked)
    told = api_client(town.lena).get("/api/shift/operators/", asked).json()
    assert page.context["desk"].judged == told["desk"]["judged"] == pytest.approx(30, abs=1)
    assert len(told["hours"]) == 3
    listed = browse("lena").get("/hotline/shift/rings/", asked | {"show": "abandoned"})
    assert listed.context["total"] == page.context["desk"].abandoned


@pytest.mark.parametrize(
    "asked",
    [{"date": "tomorrow"}, {"date": "1066-10-14"}, {"since": "x"}, {"since": "9", "until": "9"}, {"until": "99"}],
)
def test_what_cannot_be_asked_is_told(town: SimpleNamespace, browse: Browse, asked: dict[str, str]) -> None:
    page = browse("mona").get("/hotline/shift/", asked)
    assert page.status_code == 200
    assert page.context["wrong"]
    assert browse("mona").get("/hotline/shift/csv/", asked).status_code == 400
    assert api_client(town.mona).get("/api/shift/operators/", asked).status_code == 400
    rows = browse("olga").get("/hotline/shift/rings/", asked | {"show": "nonsense", "page": "-1"})
    assert rows.status_code == 200


@pytest.mark.parametrize(("name", "code"), [("olga", 403), ("lena", 200), ("mona", 200), ("kurt", 403), ("dan", 403)])
def test_who_reads_everybodys_figures(town: SimpleNamespace, browse: Browse, name: str, code: int) -> None:
    assert browse(name).get("/hotline/shift/").status_code == code
    assert browse(name).get("/hotline/shift/csv/").status_code == code
    assert api_client(getattr(town, name)).get("/api/shift/operators/").status_code == code


def test_a_manager_reads_no_whole_numbers(town: SimpleNamespace, browse: Browse) -> None:
    written(10, [town.olga])
    assert CALLER in browse("lena").get("/hotline/shift/").content.decode()
    page = browse("mona").get("/hotline/shift/").content.decode()
    assert CALLER not in page
    assert f"…{CALLER[-4:]}" in page


def test_no_name_and_no_number_is_in_the_journal(town: SimpleNamespace) -> None:
    commands.sign_on(user=town.olga, seat="3", now=timezone.now())
    told = str(list(Event.objects.values_list("card", "data")))
    assert "olga" not in told


def test_a_record_day_asks_no_more_than_a_quiet_one(town: SimpleNamespace, browse: Browse) -> None:
    """17 500 calls and 120 seats: as many statements as ten calls and one seat."""
    lena, olga = browse("lena"), browse("olga")
    written(10, [town.olga])
    pages = [(lena, "/hotline/shift/"), (olga, "/hotline/shift/line/"), (olga, "/hotline/shift/rings/")]
    for client, url in pages:
        client.get(url)
    few = [_statements(client, url) for client, url in pages]
    Ring.objects.all().delete()
    people = User.objects.bulk_create(User(username=f"op{n}", role=Role.OPERATOR) for n in range(120))
    now = timezone.now()
    times = {"began_at": now, "state_since": now, "seen_at": now}
    SeatSession.objects.bulk_create(SeatSession(user=one, seat=str(n), **times) for n, one in enumerate(people))
    written(17_500, people)
    assert [_statements(client, url) for client, url in pages] == few
    page = lena.get("/hotline/shift/")
    assert len(page.context["operators"]) >= 120
    assert page.context["desk"].judged == 17_500
    assert page.context["states"]["on"] == 120


def _statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
