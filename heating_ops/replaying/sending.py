"""Sending the calls: operators side by side, in time or as fast as it goes, and nothing lost on the way."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from .call_log import LoggedCall
from .connection import Answered, Connection, NoAnswer
from .tally import Tally

_CALLS = "/api/calls/"
_LONGEST_PAUSE: Final = 2.0
# A database that restarts behind the server is back within seconds; an error that stays is a fault of the server.
_SERVER_ERROR_SECONDS: Final = 30.0
_LOST_BEARED: Final = 50


class Unwelcome(Exception):
    """The server does not take calls from these operators, or is not there at all; says why."""


@dataclass(frozen=True, slots=True)
class Pace:
    """When each call is sent: ``speed`` times as fast as it was reported, 0 for as fast as it goes.

    ``patience`` is how many seconds one call is tried again while the server is away.
    """

    speed: float = 0.0
    patience: float = 120.0


def check_welcome(url: str, token: str) -> None:
    """Ask the server something harmless as an operator, before a whole log is sent to it.

    :raises Unwelcome: it is not there, or does not know the operator
    """
    try:
        answer = Connection(url).ask("GET", "/api/places/?q=0&limit=1", token=token)
    except (NoAnswer, ValueError) as error:
        raise Unwelcome(_("No answer from %(url)s: %(why)s") % {"url": url, "why": error}) from error
    if answer.status in (401, 403):
        raise Unwelcome(_not_known(url))
    if answer.status != 200:
        raise Unwelcome(_("%(url)s answered %(status)s: is it this system?") % {"url": url, "status": answer.status})


def _not_known(url: str) -> str:
    return _(
        "The server at %(url)s does not know the operators made here: replay must use the same database as the server."
    ) % {"url": url}


class Replay:
    """One replay of a log; ``run`` returns when every call was answered or given up."""

    def __init__(self, calls: Sequence[LoggedCall], *, url: str, tokens: Sequence[str], pace: Pace) -> None:
        self.tally = Tally(len(calls))
        self.unwelcome = ""
        self.interrupted = False
        self._calls = calls
        self._url, self._tokens, self._pace = url, tokens, pace
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._places = iter(range(len(calls)))
        self._began = time.monotonic()

    def run(self, progress: Callable[[int], None]) -> float:
        """Send everything; answers how many seconds it took. Ctrl-C ends it after the calls under way.

        :param progress: told 1 after each call
        """
        self._began = time.monotonic()
        operators = [threading.Thread(target=self._operate, args=(progress,)) for _token in self._tokens]
        for operator in operators:
            operator.start()
        try:
            for operator in operators:
                operator.join()
        except KeyboardInterrupt:
            self.interrupted = True
            self._stopped.set()
            for operator in operators:
                operator.join()
        return time.monotonic() - self._began

    def _operate(self, progress: Callable[[int], None]) -> None:
        connection = Connection(self._url)
        for call, token in self._next_calls():
            answer = self._answer_to(call, connection, token)
            if answer is not None and answer.status in (401, 403):
                self.unwelcome = _not_known(self._url)
                self._stopped.set()
            elif answer is not None:
                self.tally.count_answer(answer)
                progress(1)
        connection.close()

    def _next_calls(self) -> Iterator[tuple[LoggedCall, str]]:
        """The next call that nobody has taken, when its time has come.

        The operator belongs to the call, not to the thread: the same call comes from the
        same operator in every replay, or the server would refuse the repeat.
        """
        while not self._stopped.is_set():
            with self._lock:
                place = next(self._places, None)
            if place is None:
                return
            call = self._calls[place]
            if self._pace.speed and self._stopped.wait(self._seconds_until(call)):
                return
            yield call, self._tokens[place % len(self._tokens)]

    def _seconds_until(self, call: LoggedCall) -> float:
        after = (call.reported_at - self._calls[0].reported_at).total_seconds() / self._pace.speed
        return max(0.0, self._began + after - time.monotonic())

    def _answer_to(self, call: LoggedCall, connection: Connection, token: str) -> Answered | None:
        """Send one call until it is answered; the request id makes every repeat harmless."""
        began, pause = time.monotonic(), 0.05
        while True:
            try:
                answer = connection.ask("POST", _CALLS, token=token, body=call.body)
                if answer.status < 500:
                    return answer
                why, patience = str(answer.status), min(self._pace.patience, _SERVER_ERROR_SECONDS)
            except NoAnswer as error:
                why, patience = str(error), self._pace.patience
            if time.monotonic() > began + patience or self._stopped.wait(pause):
                self._give_up(why)
                return None
            pause = min(pause * 2, _LONGEST_PAUSE)
            self.tally.count_sent_again()

    def _give_up(self, why: str) -> None:
        self.tally.count_lost(why)
        if self.tally.lost.total() > _LOST_BEARED:
            self._stopped.set()
