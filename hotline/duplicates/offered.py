"""The duplicate step as the call form shows it: the candidates with their keys, and what is chosen."""

from dataclasses import dataclass, field
from typing import Final

from .choice import DIFFERENT
from .queries import Candidate

#: The lower row of keys from left to right; the upper one takes what the words propose.
KEYS: Final = ("Alt+Z", "Alt+X", "Alt+C", "Alt+V", "Alt+B")


@dataclass(frozen=True, slots=True)
class Offered:
    """The candidates of a place, and which of them the operator pointed at."""

    found: list[Candidate] = field(default_factory=list)
    said: str = ""
    """``order:12``, ``incident:3``, ``none``, or nothing: then the rule decides."""

    @property
    def rows(self) -> list[tuple[str, Candidate]]:
        """Each candidate under its key."""
        return list(zip(KEYS, (one for one in self.found if one.may_be_chosen), strict=False))

    @property
    def over(self) -> list[Candidate]:
        """Incidents whose heat is back: worth knowing, and nothing a call is filed under."""
        return [one for one in self.found if not one.may_be_chosen]

    @property
    def is_different(self) -> bool:
        """Whether the operator says that it is none of these."""
        return self.said == DIFFERENT

    @property
    def chosen(self) -> Candidate | None:
        """What the operator pointed at, if it is still among the candidates."""
        return next((one for _key, one in self.rows if str(one.chosen) == self.said), None)

    @property
    def choice(self) -> str:
        """What holds: a choice whose place or category changed since is let go, and the rule decides."""
        return self.said if self.is_different or self.chosen is not None else ""
