"""Beside the call form: whom the number may belong to, whom it was taken to be, and how often they have called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hotline.models import Ring

from .choosing import Chosen, chosen_household
from .finding import Found, Verdict, who_has
from .numbers import Number, read_number, spellings_of
from .repeats import Before, before


@dataclass(slots=True)
class Caller:
    """What is known of who calls, as far as the form is filled."""

    found: Found = field(default_factory=lambda: Found(Verdict.NOTHING))
    chosen: Chosen | None = None
    before: Before | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say."""
        return self.chosen is not None or self.found.verdict != Verdict.NOTHING or self.is_repeat

    @property
    def is_repeat(self) -> bool:
        """Whether somebody called before, of this number or about this flat."""
        return self.before is not None and self.before.any


def caller_of(told: Mapping[str, Any], *, building_id: int | None, flat: str, now: datetime) -> Caller:
    """Read what is known of the caller. A part of a number leads to a list, never to anybody's calls."""
    caller = Caller()
    typed = told.get("caller_phone") or ""
    if told.get("household"):
        caller.chosen = chosen_household(told["household"])
    if typed and caller.chosen is None:
        caller.found = who_has(_number(typed, told.get("ring")), building_id=building_id)
    if spellings_of(typed) or (building_id is not None and flat):
        caller.before = before(phone=typed, building_id=building_id, flat=flat, now=now)
    return caller


def _number(typed: str, ring_id: int | None) -> Number:
    """Read what was typed; the number of the ring is the caller's whole number, however short."""
    rang = Ring.objects.filter(pk=ring_id).values_list("number", flat=True).first() if ring_id else None
    number = read_number(typed)
    return read_number(typed, from_exchange=True) if rang and read_number(rang).digits == number.digits else number
