"""Scripts are written anew and put back; no version is ever edited."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import InvalidInput, Refusal

from . import events
from .filling import what_is_wrong_with
from .models import Script, Situation


class NoSuchScript(Refusal):
    """The id is unknown."""

    code = "no_such_script"
    sentence = _("There is no such script.")
    status = 404


class ScriptStale(Refusal):
    """Somebody wrote a newer version since this person looked."""

    code = "stale_version"
    sentence = _("Another version is read out by now. Look at it before you write your own.")


class ScriptReadOut(Refusal):
    """It is the one in use."""

    code = "script_read_out"
    sentence = _("This version is read out already.")


@command
def rewrite_script(
    *,
    situation: Situation,
    based_on: int,
    words_zh_hans: str,
    words_en: str,
    source: str,
    confirmed_locally: bool,
    actor: Actor,
    now: datetime,
) -> Script:
    """Write a new version and read it out from now on.

    :param based_on: the version that was read out when its writer looked
    :raises InvalidInput: no words, or a place in them that cannot be filled
    :raises ScriptStale: somebody was first
    """
    words = {"words_zh_hans": words_zh_hans.strip(), "words_en": words_en.strip()}
    for name, text in words.items():
        _check(name, text)
    if not source.strip():
        raise InvalidInput("source", _("Say where the words come from."))
    versions = _locked(situation)
    active = next(script for script in versions if script.active)
    if active.version != based_on:
        raise ScriptStale
    _read_out(active, False)
    script = Script.objects.create(
        situation=situation,
        version=max(one.version for one in versions) + 1,
        source=source.strip(),
        confirmed_locally=confirmed_locally,
        active=True,
        written_at=now,
        written_by=actor.ref,
        **words,
    )
    events.rewritten(script, actor=actor, now=now)
    return script


@command
def put_back_script(*, script_id: int, actor: Actor, now: datetime) -> Script:
    """Read an earlier version out again.

    :raises NoSuchScript: the id is unknown
    :raises ScriptReadOut: it is read out already
    """
    situation = Script.objects.filter(pk=script_id).values_list("situation", flat=True).first()
    if situation is None:
        raise NoSuchScript
    versions = _locked(Situation(situation))
    script = next(one for one in versions if one.pk == script_id)
    if script.active:
        raise ScriptReadOut
    instead_of = next(one for one in versions if one.active)
    _read_out(instead_of, False)
    _read_out(script, True)
    events.put_back(script, instead_of=instead_of.version, actor=actor, now=now)
    return script


def _check(name: str, text: str) -> None:
    if not text:
        raise InvalidInput(name, _("Write what is read out."))
    wrong = what_is_wrong_with(text)
    if wrong:
        raise InvalidInput(name, _("%(place)s cannot be filled as it stands here."), place=wrong)


def _locked(situation: Situation) -> list[Script]:
    """Every version of a situation, held: of two writers the second sees the first's."""
    versions = Script.objects.filter(situation=situation).order_by("pk")
    # Read again once held: a version that was written while this waited is not among those it waited for.
    list(versions.select_for_update().values_list("pk"))
    return list(versions)


def _read_out(script: Script, active: bool) -> None:
    script.active = active
    script.save(update_fields=["active"])
