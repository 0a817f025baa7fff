"""What a page draws of a move: a button and what it asks for, named as the API takes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Choices = Sequence[tuple[str, str | Promise]]


@dataclass(frozen=True, slots=True)
class MoveField:
    """One thing a move asks for; ``type`` is text, textarea, select, number, datetime, crew or checkbox.

    A ``name`` with dots lies deeper in what is sent: ``readings.0.room``. ``url`` is where the
    choices are fetched from, when the page does not bring them.
    """

    name: str
    label: str
    type: str = "text"
    required: bool = False
    choices: Choices = ()
    hint: str = ""
    help: str = ""
    value: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A button: the API's noun, its word, how it looks, its key, and what it asks for.

    ``group`` says beside what it stands: "" with the steps of the work, ``upward`` with the escalation.
    """

    noun: str
    label: str
    kind: str = "plain"
    key: str = ""
    fields: Sequence[MoveField] = ()
    group: str = ""


def reason_field(label: str) -> MoveField:
    """Why: nobody may leave it out."""
    return MoveField("reason", label, "textarea", required=True)
