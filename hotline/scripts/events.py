"""One fact per thing that happens to a script; the words stay in its versions."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.journal.models import GROUP_BOARD
from heating_ops.journal.recording import Fact, record

from .models import Script


def rewritten(script: Script, *, actor: Actor, now: datetime) -> None:
    """A new version is read out."""
    record(Fact("script.rewritten", script.subject, [GROUP_BOARD], actor, now, data=_which(script)))


def put_back(script: Script, *, instead_of: int, actor: Actor, now: datetime) -> None:
    """An earlier version is read out again."""
    data = _which(script) | {"instead_of": instead_of}
    record(Fact("script.put_back", script.subject, [GROUP_BOARD], actor, now, data=data))


def _which(script: Script) -> dict[str, object]:
    return {"situation": script.situation, "version": script.version}
