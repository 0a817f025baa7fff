"""How sending ends when it does not succeed."""

from .models import Reason


class Refused(Exception):
    """The receiver understood and does not want the message: no further attempt would change that."""


class Unreachable(Exception):
    """The receiver is not there: its other messages need not find that out one by one."""


class NotSent(Unreachable):
    """Nothing left the house, for certain: even a message that may be sent only once can be tried again."""


class NotNeeded(Exception):
    """The message is not sent any more, and that is in order."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)
