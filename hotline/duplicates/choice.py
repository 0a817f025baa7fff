"""What an operator chooses in the duplicate step, as it is sent and as it is kept."""

import re
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.journal.refusal import InvalidInput

DIFFERENT: Final = "none"
_CHOICE: Final = re.compile(r"(order|incident):([1-9][0-9]{0,17})")


class HowJoined(models.TextChoices):
    """Who decided what a call belongs to."""

    BY_RULE = "", pgettext_lazy("how a call joined", "by the rule")
    CHOSEN = "chosen", pgettext_lazy("how a call joined", "chosen by the operator")
    DIFFERENT = "different", pgettext_lazy("how a call joined", "a different trouble, says the operator")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the operator pointed at and said "this is it"."""

    kind: str
    """``order`` or ``incident``."""
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def read_choice(said: str) -> tuple[Chosen | None, bool]:
    """Read what was sent: ``order:12``, ``incident:3``, ``none`` for a different trouble, or nothing.

    :returns: what was chosen, and whether it is said to be a different trouble
    :raises InvalidInput: it is none of these
    """
    if said in ("", DIFFERENT):
        return None, said == DIFFERENT
    match = _CHOICE.fullmatch(said)
    if match is None:
        raise InvalidInput("joins", _("Write what the call joins as order:12 or incident:3, or none."))
    return Chosen(match[1], int(match[2])), False
