"""The questions an operator cannot skip, in the words to ask them, and what to tell the caller at a yes.

Each comes from a real accident (``docs/rules.md``). A yes to one of the first four sends
a crew at once, with the place alone; the form is finished later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from workorders.catalogue import Danger

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the danger a yes means, the words to ask, and the words to say at a yes."""

    danger: Danger
    ask: "StrOrPromise"
    tell: "StrOrPromise"
    sends_at_once: bool = True

    @property
    def field(self) -> str:
        """The name of its field in the call form."""
        return f"danger_{self.danger}"


QUESTIONS: Final[Sequence[Question]] = (
    Question(
        Danger.PERSON_HURT,
        _("Is anybody scalded, trapped or fallen in?"),
        _("Call 120 now, and 119 if somebody is trapped. Nobody goes near the water or the hole to help."),
    ),
    Question(
        Danger.WATER_WHERE_PEOPLE_SLEEP,
        _("Is hot water or steam entering a basement or a room where people sleep?"),
        _("Wake everybody and leave these rooms now, also next door and below. Do not walk through the water."),
    ),
    Question(
        Danger.GROUND_SINKING,
        _("Is the road or pavement sinking, bubbling or steaming?"),
        _("Stay away from the place and keep others away. Do not step on wet or steaming ground."),
    ),
    Question(
        Danger.WATER_NEAR_ELECTRICS,
        _("Is water near electrical rooms or lifts, or freezing on a road?"),
        _("Touch no switch and use no lift. Keep out of the water. Tell the property office to cut the power."),
    ),
    Question(
        Danger.VULNERABLE_PERSON,
        _("Hospital, care home, newborn, or elderly living alone?"),
        _("Ask whether they have a warm room now."),
        sends_at_once=False,
    ),
)


def instructions(dangers: Sequence[str]) -> list[str]:
    """What to tell a caller who said yes to these, in the order of the questions."""
    return [str(question.tell) for question in QUESTIONS if question.danger in dangers and question.sends_at_once]
