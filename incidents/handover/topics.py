"""What people are told about duty: their own swaps and leave, gaps ahead, a shift that was not handed over.

These are a person's own matters, or their branch's: they are told though they are off duty.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heating_ops.notify import topics

_DUTY: Final = _("%(level)s, %(from)s to %(until)s.")
_AWAY: Final = _("%(from)s to %(until)s.")
_CHANGE: Final = _("The shift changed at %(change)s.")
# topic, title, body
_TOPICS: Final[list[tuple[str, str | Promise, str | Promise]]] = [
    ("roster_swap_asked", _("%(asker)s asks you to take a duty"), _DUTY),
    ("roster_swap_accepted", _("A swap waits for your word: %(asker)s and %(other)s"), _DUTY),
    ("roster_swap_done", _("The swap is made: %(asker)s and %(other)s"), _DUTY),
    ("roster_swap_declined", _("%(other)s declined the swap"), _DUTY),
    ("roster_swap_refused", _("The swap was refused by the leader"), _DUTY),
    ("roster_leave_asked", _("%(name)s asks for leave"), _AWAY),
    ("roster_leave_granted", _("Your leave is granted"), _AWAY),
    ("roster_leave_refused", _("Your leave is not granted"), _AWAY),
    ("roster_gap", _("A gap on the roster: %(level)s %(branch)s"), _DUTY),
    ("roster_gap_soon", _("Nobody is on duty soon: %(level)s %(branch)s"), _DUTY),
    ("handover_unsigned", _("Nobody signed the hand-over of %(branch)s"), _CHANGE),
    ("handover_missing", _("Nobody handed over at %(branch)s"), _CHANGE),
]


def register() -> None:
    """Name every topic; called in ``AppConfig.ready()``."""
    for topic, title, body in _TOPICS:
        topics.register(
            topic,
            title=title,
            body=body,
            codes={"level": "duty_level"},
            moments=("from", "until", "change"),
            even_off_duty=True,
        )
