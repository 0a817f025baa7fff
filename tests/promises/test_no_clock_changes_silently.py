"""Another rule or another profile moves running clocks only when somebody says so, and every order tells of it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from order_cast import MINUTE, brought, opened, told, waiting
from town import MORNING

from heating_ops.journal.models import Event
from heating_ops.timers.clock import fire_due
from workorders import rules
from workorders.clock_rules.applying import apply_rules, dry_run
from workorders.clock_rules.book import read_book
from workorders.clock_rules.commands import ClockRuleChanged, edit_rule, switch_profile
from workorders.models import ClockProfile, ClockRule

HOUR = timedelta(hours=1)


def edited(town: SimpleNamespace, minutes: int, *, step: str = "on_site", was: int = 360) -> None:
    rule = ClockRule.objects.get(profile__active=True, step=step, priority="P3", season_day_from=None)
    edit_rule(
        rule_id=rule.pk,
        was=was,
        minutes=minutes,
        source="local plan",
        confirmed_locally=True,
        actor=town.actor("adam"),
        now=MORNING,
    )
    rules.forget()


def test_an_edit_counts_for_the_next_order_and_for_the_running_ones_on_purpose(town: SimpleNamespace) -> None:
    running = opened(town)
    edited(town, 180)
    assert waiting(running)["on_site"] == MORNING + 6 * HOUR
    assert waiting(opened(town, flat="1-102"))["on_site"] == MORNING + 3 * HOUR

    # First one sees what would happen; nothing does.
    seen = dry_run(read_book(), now=MORNING)
    assert (seen.orders, seen.sooner, seen.later, seen.unchanged) == (2, 1, 0, 1)
    assert waiting(running)["on_site"] == MORNING + 6 * HOUR

    # Then somebody says so; the order tells who, why, and from when to when.
    done = apply_rules(actor=town.actor("adam"), reason="the new plan", now=MORNING + MINUTE)
    assert (done.sooner, done.later, done.unchanged) == (seen.sooner, seen.later, seen.unchanged)
    assert waiting(running)["on_site"] == MORNING + 3 * HOUR
    event = Event.objects.get(subject=running.subject, kind="work_order.clocks_changed")
    assert (event.actor, event.reason) == (f"user:{town.adam.pk}", "the new plan")
    (change,) = event.data["changes"]
    assert change["step"] == "on_site"
    assert change["before"] > change["after"]

    # Said again, nothing is left to do and nobody is told anything.
    assert apply_rules(actor=town.actor("adam"), reason="again", now=MORNING + MINUTE).sooner == 0
    assert told(running).count("clocks_changed") == 1


def test_later_is_told_just_as_sooner_is(town: SimpleNamespace) -> None:
    order = opened(town)
    edited(town, 600)
    assert dry_run(read_book(), now=MORNING).later == 1
    apply_rules(actor=town.actor("adam"), reason="the new plan", now=MORNING)
    assert waiting(order)["on_site"] == MORNING + 10 * HOUR
    assert "clocks_changed" in told(order)


def test_what_was_missed_stays_missed(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "accept", "contact", now=MORNING + MINUTE)
    fire_due(now=MORNING + 6 * HOUR)
    edited(town, 600)
    apply_rules(actor=town.actor("adam"), reason="the new plan", now=MORNING + 6 * HOUR)
    assert "on_site" not in waiting(order)
    assert "clocks_changed" not in told(order)


def test_a_clock_that_would_be_over_is_counted_before_and_missed_at_once_after(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "accept", "contact", now=MORNING + MINUTE)
    edited(town, 60)
    later = MORNING + 2 * HOUR
    assert dry_run(read_book(), now=later).overdue == 1
    apply_rules(actor=town.actor("adam"), reason="the new plan", now=later)
    fire_due(now=later)
    assert "deadline_missed" in told(order)


def test_another_profile_is_tried_before_it_is_put_in_force(town: SimpleNamespace) -> None:
    order = opened(town)
    strict = ClockProfile.objects.get(name="strict_statute")
    assert dry_run(read_book(strict), now=MORNING).sooner == 1
    switch_profile(name="strict_statute", reason="the statute", actor=town.actor("adam"), now=MORNING)
    rules.forget()
    assert waiting(order)["on_site"] == MORNING + 6 * HOUR
    apply_rules(actor=town.actor("adam"), reason="the statute", now=MORNING)
    assert waiting(order)["on_site"] == MORNING + 2 * HOUR


def test_who_edits_what_somebody_else_changed_is_told_so(town: SimpleNamespace) -> None:
    edited(town, 180)
    with pytest.raises(ClockRuleChanged, match="180"):
        edited(town, 240, was=360)
