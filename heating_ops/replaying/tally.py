"""Counting what became of a replay's calls."""

import threading
from collections import Counter
from typing import Any

from .connection import Answered


class Tally:
    """The figures of one replay, filled by many threads."""

    def __init__(self, calls: int) -> None:
        self.calls = calls
        self.sent_again = 0
        self.lost: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._statuses: Counter[str] = Counter()
        self._became: Counter[str] = Counter()
        self._urgency: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._seconds: list[float] = []

    def count_answer(self, answer: Answered) -> None:
        """Count one call the server answered."""
        with self._lock:
            self._seconds.append(answer.seconds)
            if answer.status in (200, 201):
                self._statuses["stored" if answer.status == 201 else "already_there"] += 1
                self._became[answer.body["call"]["outcome"]] += 1
                self._places[answer.body["call"]["place_match"]] += 1
                self._urgency[answer.body["triage"]["urgency"]] += 1
            elif answer.body.get("code") == "request_id_taken":
                # Stored by a replay with another number of operators: who sent a call may not be changed afterwards.
                self._statuses["already_there_of_another"] += 1
            else:
                message = answer.body.get("message") or "no reason given"
                self.refused[f"{answer.status} {message}"] += 1

    def count_lost(self, why: str) -> None:
        """Count one call that was given up without an answer."""
        with self._lock:
            self.lost[why] += 1

    def count_sent_again(self) -> None:
        """Count one more attempt at a call whose answer was lost."""
        with self._lock:
            self.sent_again += 1

    def as_json(self, *, took: float) -> dict[str, Any]:
        """The whole table as one object; milliseconds for the percentiles.

        :param took: seconds from the first call to the last answer
        """
        answered = len(self._seconds)
        ordered = sorted(self._seconds)
        lost = self.lost.total()
        return {
            "calls": self.calls,
            "sent": answered + lost,
            "not_sent": self.calls - answered - lost,
            "stored": self._statuses["stored"],
            "already_there": self._statuses["already_there"],
            "already_there_of_another_operator": self._statuses["already_there_of_another"],
            "refused": self.refused.total(),
            "lost": lost,
            "sent_again": self.sent_again,
            "work_orders": self._became["order_opened"],
            "joined_order": self._became["joined_order"],
            "joined_incident": self._became["joined_incident"],
            "answered": self._became["answered"],
            "not_ours": self._became["not_ours"],
            "urgent": self._urgency["urgent"],
            "non_urgent": self._urgency["non_urgent"],
            "place_exact": self._places["exact"],
            "place_ambiguous": self._places["ambiguous"],
            "place_unmatched": self._places["unmatched"],
            "p50_ms": _percentile(ordered, 0.50),
            "p95_ms": _percentile(ordered, 0.95),
            "p99_ms": _percentile(ordered, 0.99),
            "calls_per_second": round(answered / took, 1) if took else None,
            "seconds": round(took, 1),
            "refusals": dict(self.refused.most_common()),
            "losses": dict(self.lost.most_common()),
        }


def _percentile(ordered: list[float], part: float) -> float | None:
    """The value that this part of the measurements does not exceed, in ms."""
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000, 1)
