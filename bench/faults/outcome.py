"""What a run of faults came to, as one line of JSON."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often something was broken, and what became of the deadlines meanwhile.

    ``in_the_middle``: faults that hit a batch between its claim and its commit. ``latest``:
    seconds the latest deadline fired after it was due.
    """

    name: str
    faults: int
    in_the_middle: int
    deadlines: int
    lost: int
    doubled: int
    latest: float

    def line(self) -> str:
        """The outcome as it is printed."""
        return json.dumps(asdict(self) | {"latest": round(self.latest, 3)})

    @property
    def is_good(self) -> bool:
        """Nothing was lost and nothing happened twice."""
        return self.lost == self.doubled == 0
