"""Versions of the triage rules: begun as a copy, edited as a draft, put in force with a reason, put back.

Who made and who activated what is kept in the rows themselves; no order changes by it: decisions keep
the version they were made by, and open orders are decided again only when the weather is another.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal

from .. import rules
from ..models import TriageActivation, TriageRules
from ..rule_checks import problems_of, problems_of_rule


class NoSuchVersion(Refusal):
    """No version has this name."""

    code = "no_such_triage_rules"
    sentence = _("There is no such version of the triage rules.")
    status = 404


class NotADraft(Refusal):
    """A version that decided is never changed: decisions name it."""

    code = "triage_rules_not_a_draft"
    sentence = _("Version %(version)s has decided already and stays as it is. Begin a new one from it.")


class DraftChanged(Refusal):
    """Somebody else edited the draft since it was looked at."""

    code = "triage_rules_changed"
    sentence = _("Version %(version)s was edited meanwhile. Look at it again before you change it.")


class OtherRulesInForce(Refusal):
    """The person compared with rules that are not in force any more."""

    code = "other_triage_rules_in_force"
    sentence = _("Version %(version)s was put in force meanwhile. Try again what would change.")


class AlreadyInForce(Refusal):
    """It decides already."""

    code = "triage_rules_in_force"
    sentence = _("Version %(version)s is in force already.")


class RulesUnfit(Refusal):
    """Rules with problems may not decide."""

    code = "triage_rules_unfit"
    sentence = _("Version %(version)s may not decide: %(problem)s")


@command
def begin_version(
    *, based_on: str, whole: list[dict[str, Any]] | None = None, actor: Actor, now: datetime
) -> TriageRules:
    """Begin a draft as a copy of a version, or with rules that are given whole.

    :raises NoSuchVersion: there is no version to copy
    :raises InvalidInput: the given rules are not fit, each problem in a sentence
    """
    # One at a time, so that two drafts never get one name.
    known = list(TriageRules.objects.select_for_update().order_by("id"))
    source = next((one for one in known if one.version == based_on), None)
    if source is None:
        raise NoSuchVersion
    if whole is not None and (problems := problems_of(whole)):
        raise InvalidInput("rules", " ".join(problems))
    return TriageRules.objects.create(
        version=_next_name([one.version for one in known], year=now.year),
        active=False,
        draft=True,
        rules=source.rules if whole is None else whole,
        based_on=based_on,
        made_at=now,
        made_by=actor.ref,
    )


@command
def put_rule(*, version: str, revision: int, place: int | None, rule: Mapping[str, Any]) -> TriageRules:
    """Write one rule of a draft; without a place it is added.

    :param revision: the draft's revision the person saw
    :raises NoSuchVersion: the version is unknown
    :raises NotADraft: it decided already
    :raises DraftChanged: somebody edited it meanwhile
    :raises InvalidInput: what is wrong with the rule
    """
    draft = _draft(version, revision)
    others = [one for at, one in enumerate(draft.rules) if at != place]
    problems = problems_of_rule(rule, besides=others)
    if problems:
        raise InvalidInput("rule", " ".join(problems))
    written = list(draft.rules)
    if place is not None and 0 <= place < len(written):
        written[place] = dict(rule)
    else:
        written.append(dict(rule))
    return _write(draft, written)


@command
def drop_rule(*, version: str, revision: int, place: int) -> TriageRules:
    """Take one rule out of a draft.

    :raises NotADraft: it decided already
    :raises DraftChanged: somebody edited it meanwhile
    """
    draft = _draft(version, revision)
    return _write(draft, [one for at, one in enumerate(draft.rules) if at != place])


@command
def activate(*, version: str, instead_of: str, reason: str, actor: Actor, now: datetime) -> TriageRules:
    """Put a version in force, a new one or one that was before. Calls are decided by it within half a minute.

    :param instead_of: the version the person compared it with
    :raises NoSuchVersion: the version is unknown
    :raises AlreadyInForce: it decides already
    :raises OtherRulesInForce: another one was put in force meanwhile
    :raises RulesUnfit: its rules may not decide
    :raises InvalidInput: no reason
    """
    if not reason.strip():
        raise InvalidInput("reason", _("Say why these rules are put in force."))
    every = {one.version: one for one in TriageRules.objects.select_for_update().order_by("id")}
    chosen = every.get(version)
    if chosen is None:
        raise NoSuchVersion
    before = max((one for one in every.values() if one.active), key=lambda one: one.pk, default=None)
    if before is not None and before.version == version:
        raise AlreadyInForce(version=version)
    if before is not None and before.version != instead_of:
        raise OtherRulesInForce(version=before.version)
    if problems := problems_of(chosen.rules):
        raise RulesUnfit(version=version, problem=" ".join(problems))
    TriageRules.objects.filter(active=True).update(active=False)
    chosen.active, chosen.draft = True, False
    chosen.save(update_fields=["active", "draft"])
    TriageActivation.objects.create(rules=chosen, at=now, by=actor.ref, reason=reason.strip())
    transaction.on_commit(rules.forget, robust=True)
    return chosen


def _next_name(known: list[str], *, year: int) -> str:
    """Name a version by its year and the next number of that year."""
    named = [name.partition("-") for name in known]
    numbers = [int(number) for begin, _dash, number in named if begin == str(year) and number.isdecimal()]
    return f"{year}-{max(numbers, default=0) + 1}"


def _draft(version: str, revision: int) -> TriageRules:
    draft = TriageRules.objects.select_for_update().filter(version=version).first()
    if draft is None:
        raise NoSuchVersion
    if not draft.draft:
        raise NotADraft(version=version)
    if draft.revision != revision:
        raise DraftChanged(version=version)
    return draft


def _write(draft: TriageRules, written: list[dict[str, Any]]) -> TriageRules:
    draft.rules, draft.revision = written, draft.revision + 1
    draft.save(update_fields=["rules", "revision"])
    return draft
