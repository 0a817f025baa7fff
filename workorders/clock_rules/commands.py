"""What a person does with the numbers of clocks: edit one, put another profile in force.

Neither moves a clock that runs: that is ``applying.apply_rules``, after a dry run. Who changed
what from what to what is kept under the log entries of the administration.
"""

from datetime import datetime
from typing import Any, Final

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal

from .. import rules
from .models import ClockProfile, ClockRule

LONGEST_MINUTES: Final = 60 * 24 * 60


class NoSuchClockRule(Refusal):
    """The number or the profile is unknown."""

    code = "no_such_clock_rule"
    sentence = _("There is no such clock rule or profile.")
    status = 404


class ClockRuleChanged(Refusal):
    """Somebody else changed the number since it was looked at."""

    code = "clock_rule_changed"
    sentence = _("This rule was changed meanwhile: it says %(minutes)s minutes now. Look at it again.")


class ProfileInForce(Refusal):
    """The profile is in force already."""

    code = "clock_profile_in_force"
    sentence = _("The profile “%(profile)s” is in force already.")


@command
def edit_rule(
    *, rule_id: int, was: int, minutes: int, source: str, confirmed_locally: bool, actor: Actor, now: datetime
) -> ClockRule:
    """Change how long a step may take; running clocks stay.

    :param was: the minutes the person saw
    :param minutes: 0 is no clock
    :raises NoSuchClockRule: the id is unknown
    :raises ClockRuleChanged: it says something else by now
    :raises InvalidInput: more than sixty days, or no source
    """
    rule = ClockRule.objects.select_for_update(of=("self",)).select_related("profile").filter(pk=rule_id).first()
    if rule is None:
        raise NoSuchClockRule
    if rule.minutes != was:
        raise ClockRuleChanged(minutes=rule.minutes)
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise InvalidInput("minutes", _("From 0 (no clock) to 86,400 minutes (sixty days)."))
    if not source.strip():
        raise InvalidInput("source", _("Say where the number comes from."))
    told = f"{rule.profile.name} {rule}: {rule.minutes} → {minutes} min; {rule.source} → {source}"
    rule.minutes, rule.source, rule.confirmed_locally = minutes, source.strip(), confirmed_locally
    rule.save(update_fields=["minutes", "source", "confirmed_locally"])
    _log(rule, told, actor=actor, now=now)
    return rule


@command
def switch_profile(*, name: str, reason: str, actor: Actor, now: datetime) -> ClockProfile:
    """Put another profile in force: clocks that begin from now run by it; running ones stay.

    :raises NoSuchClockRule: there is no profile of that name
    :raises ProfileInForce: it is the one already
    """
    profiles = {one.name: one for one in ClockProfile.objects.select_for_update().order_by("pk")}
    chosen = profiles.get(name)
    if chosen is None:
        raise NoSuchClockRule
    if chosen.active:
        raise ProfileInForce(profile=str(chosen))
    before = [one for one in profiles.values() if one.active]
    for one in before:
        one.active = False
        one.save(update_fields=["active"])
    chosen.active = True
    chosen.save(update_fields=["active"])
    told = f"{', '.join(one.name for one in before)} → {name}; {reason}"
    _log(chosen, told, actor=actor, now=now)
    return chosen


def _log(row: Any, told: str, *, actor: Actor, now: datetime) -> None:
    """Keep who changed what, where the administration keeps it, and let every process read the numbers anew."""
    kind, _sep, ident = actor.ref.partition(":")
    if kind == "user":
        LogEntry.objects.create(
            action_time=now,
            user_id=int(ident),
            content_type=ContentType.objects.get_for_model(row),
            object_id=str(row.pk),
            object_repr=f"{gettext('clock rule')}: {row}"[:200],
            action_flag=CHANGE,
            change_message=told,
        )
    transaction.on_commit(rules.forget)
