"""Who did it, as a value that is handed down and written with every event."""

from dataclasses import dataclass
from typing import Protocol


class _HasKey(Protocol):
    pk: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts: a person, a crew's phone, a deadline, a system.

    ``ref`` is what the journal keeps, ``kind:id``; never a name, because the
    journal is for ever and names must stay erasable.
    """

    ref: str

    @classmethod
    def user(cls, user: _HasKey) -> "Actor":
        """A signed-in person."""
        return cls(f"user:{user.pk}")

    @classmethod
    def crew(cls, crew: _HasKey) -> "Actor":
        """A crew as a whole, when no person is known."""
        return cls(f"crew:{crew.pk}")

    @classmethod
    def timer(cls, deadline: _HasKey) -> "Actor":
        """A deadline that passed."""
        return cls(f"timer:{deadline.pk}")

    @classmethod
    def system(cls, name: str) -> "Actor":
        """A part of this system or a neighbouring one, by name."""
        return cls(f"system:{name}")

    @property
    def user_id(self) -> int | None:
        """The person's id, if a person acted."""
        kind, _, ident = self.ref.partition(":")
        return int(ident) if kind == "user" else None
