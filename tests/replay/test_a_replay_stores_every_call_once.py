"""A log is sent through the real server: every call stored once, and counted rightly."""

from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from replay.logs import CALLS, DAY, rows, write
from replay.running import replay
from replay.served import Served

from heating_ops.access.models import User
from heating_ops.days import Day
from heating_ops.reports.daily import daily_report
from hotline.models import Call
from workorders.models import WorkOrder


def test_a_second_replay_adds_nothing(server: Served, log: Path) -> None:
    code, first = replay(log, server)
    assert (code, first["sent"], first["stored"], first["already_there"]) == (0, CALLS, CALLS, 0)
    assert Call.objects.count() == CALLS
    orders = WorkOrder.objects.count()
    code, second = replay(log, server)
    assert (code, second["sent"], second["stored"], second["already_there"]) == (0, CALLS, 0, CALLS)
    assert (Call.objects.count(), WorkOrder.objects.count()) == (CALLS, orders)
    same = ("work_orders", "joined_order", "answered", "not_ours", "urgent", "non_urgent", "place_unmatched")
    assert {name: second[name] for name in same} == {name: first[name] for name in same}


def test_another_number_of_operators_adds_nothing_either(server: Served, log: Path) -> None:
    replay(log, server, operators=3)
    code, again = replay(log, server, operators=4)
    assert code == 0
    assert again["stored"] == 0
    assert again["already_there"] + again["already_there_of_another_operator"] == CALLS
    assert Call.objects.count() == CALLS


def test_the_figures_add_up_to_the_days_report(server: Served, log: Path) -> None:
    _code, told = replay(log, server)
    became = ("work_orders", "joined_order", "joined_incident", "answered", "not_ours")
    assert sum(told[name] for name in became) == CALLS
    assert told["urgent"] + told["non_urgent"] == CALLS
    assert told["place_exact"] + told["place_ambiguous"] + told["place_unmatched"] == CALLS
    assert told["place_unmatched"] == CALLS // 5
    report = daily_report(Day.of(DAY), now=timezone.now())
    assert report["calls"]["total"] == CALLS
    assert report["work_orders"]["total"] == told["work_orders"]
    assert report["calls"]["by_outcome"]["joined_order"] == told["joined_order"]
    assert report["calls"]["by_urgency"] == {"urgent": told["urgent"], "non_urgent": told["non_urgent"]}


def test_what_the_server_refuses_is_told_with_its_reason_and_the_exit_code(server: Served, tmp_path: Path) -> None:
    lines = rows(12)
    lines[5]["caller_phone"] = "call me"
    lines[7]["reported_at"] = "2099-01-01T00:00:00+08:00"
    code, told = replay(write(tmp_path / "odd.csv", lines), server)
    assert code == 1
    assert (told["stored"], told["refused"]) == (10, 2)
    assert sorted(told["refusals"].values()) == [1, 1]
    assert any("future" in reason for reason in told["refusals"])


def test_the_table_is_for_people(server: Served, tmp_path: Path) -> None:
    said = StringIO()
    call_command("replay", str(write(tmp_path / "few.csv", rows(10))), "--url", server.url, stdout=said)
    lines = [line.split() for line in said.getvalue().splitlines()]
    assert ["Sent", "10"] in lines
    assert ["stored", "now", "(201)", "10"] in lines


def test_speed_follows_the_times_of_the_reports(server: Served, tmp_path: Path) -> None:
    """Ten calls a minute apart at 600 times real time are nine tenths of a second."""
    _code, told = replay(write(tmp_path / "slow.csv", rows(10)), server, "--speed", "600")
    assert told["stored"] == 10
    assert 0.9 <= told["seconds"] < 5


def test_the_operators_made_for_it_cannot_sign_in(server: Served, tmp_path: Path) -> None:
    replay(write(tmp_path / "few.csv", rows(2)), server, operators=2)
    made = User.objects.filter(username__startswith="replay-").order_by("username")
    assert [(user.username, user.role, user.may_backdate) for user in made] == [
        ("replay-1", "operator", True),
        ("replay-2", "operator", True),
    ]
    assert not any(user.has_usable_password() for user in made)


def test_a_persons_account_is_not_taken_for_it(real_town: SimpleNamespace, log: Path) -> None:
    User.objects.create_user("replay-1", password="somebody's own")
    with pytest.raises(CommandError, match="not one made for replays"):
        call_command("replay", str(log), "--url", "http://127.0.0.1:9")


def test_no_server_is_one_sentence(real_town: SimpleNamespace, log: Path) -> None:
    with pytest.raises(CommandError, match=r"No answer from http://127\.0\.0\.1:9"):
        call_command("replay", str(log), "--url", "http://127.0.0.1:9")
