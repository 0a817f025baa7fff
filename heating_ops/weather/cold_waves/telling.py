"""Who is told when a cold wave begins, changes or ends: who is on duty for the group and in every branch."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from heating_ops.crews.models import Level
from heating_ops.crews.queries import everybody_on_duty
from heating_ops.network.models import Branch
from heating_ops.notify import topics
from heating_ops.notify.telling import tell

from .computing import strictness
from .models import ColdWave

IN_FORCE: Final = "cold_wave"
OVER: Final = "cold_wave_over"
_OF_THE_GROUP: Final = (Level.GROUP_OFFICE, Level.GROUP_LEADER)
_OF_A_BRANCH: Final = (Level.BRANCH_DISPATCHER, Level.BRANCH_DUTY_LEADER)
# From here on everything stands by: nobody waits for the morning to hear of it.
_URGENT_FROM: Final = "orange"


def register_topics() -> None:
    """Name what is told; called in ``AppConfig.ready()``."""
    topics.register(
        IN_FORCE,
        title=_("Cold wave: %(level)s"),
        body=_("In force since %(at)s. What stands by is listed on the weather page; say there what is done."),
        codes={"level": "cold_wave"},
        moments=("at",),
    )
    topics.register(
        OVER,
        title=_("The cold wave is over"),
        body=_("No level is in force since %(at)s; before it was %(level)s."),
        codes={"level": "cold_wave"},
        moments=("at",),
    )


def tell_of(wave: ColdWave, *, now: datetime) -> None:
    """Tell who is on duty of a level that came into force, or of its end."""
    over = wave.ended_at is not None
    tell(
        users=_on_duty(now),
        topic=OVER if over else IN_FORCE,
        subject=wave.subject,
        link="/weather/",
        params={"level": wave.level, "at": now.isoformat()},
        urgent=not over and strictness(wave.level) >= strictness(_URGENT_FROM),
        key=f"{wave.subject}:{'over' if over else 'in_force'}",
        now=now,
    )


def _on_duty(now: datetime) -> list[int]:
    posts: list[tuple[Level, int | None]] = [(level, None) for level in _OF_THE_GROUP]
    posts += [(level, branch) for branch in Branch.objects.values_list("pk", flat=True) for level in _OF_A_BRANCH]
    found = [user.pk for level, branch in posts for user in everybody_on_duty(level=level, branch_id=branch, now=now)]
    return list(dict.fromkeys(found))
