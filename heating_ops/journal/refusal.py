"""A refused command: one base class, one sentence, one code."""

import psycopg2.errors
from django.db import InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A command that was refused, for a reason a person can read.

    Subclasses stand beside the command that raises them and set ``code`` (stable,
    for programs) and ``sentence`` (translated, for people; ``%(name)s`` places
    are filled from the keyword arguments). One place turns a refusal into HTTP
    409 or into a message on the page.
    """

    code = "refused"
    sentence: str | Promise = _("This cannot be done now.")
    status = 409

    def __init__(self, **particulars: object) -> None:
        self.particulars = particulars
        super().__init__(self.code)

    @property
    def message(self) -> str:
        """The sentence in the language of the moment."""
        return str(self.sentence) % self.particulars if self.particulars else str(self.sentence)

    def __str__(self) -> str:
        return self.message


class Busy(Refusal):
    """Somebody else holds what this needs; nothing was done, and a moment later it can be."""

    code = "busy"
    sentence = _("Somebody else is changing this at the moment. Try again.")
    status = 503


def waited_too_long(error: BaseException) -> bool:
    """Answer whether the database gave up waiting for somebody else, or for itself."""
    return isinstance(error, OperationalError) and isinstance(
        error.__cause__,
        psycopg2.errors.LockNotAvailable | psycopg2.errors.DeadlockDetected | psycopg2.errors.QueryCanceled,
    )


class DatabaseAway(Refusal):
    """The database cannot be reached, or went away while it was asked: what was sent may be sent again."""

    code = "database_away"
    sentence = _("The database does not answer at the moment. Send the same again in a few seconds.")
    status = 503


def database_away(error: BaseException | None) -> bool:
    """Answer whether an error says that the database is not there, not that it would not do what was asked."""
    return isinstance(error, OperationalError | InterfaceError) and not waited_too_long(error)


class RequestIdTaken(Refusal):
    """A request id stands for one action of one sender."""

    code = "request_id_taken"
    sentence = _("This request number was already used for something else. Send the action again with a new one.")


class InvalidInput(Refusal):
    """Input that cannot be taken: ``field`` names where, in the caller's own words for it."""

    code = "invalid"
    status = 400

    def __init__(self, field: str, sentence: str | Promise, **particulars: object) -> None:
        super().__init__(**particulars)
        self.field = field
        self.sentence = sentence
