"""What leaves the house: one message, in words, for one address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outward:
    """A message as every channel gets it; ``link`` is whole, or empty when the system has no address outside."""

    address: str
    title: str
    body: str
    link: str
    key: str

    @property
    def text(self) -> str:
        """Title, body and link as one text, for channels that know no titles."""
        return "\n".join(part for part in (self.title, self.body, self.link) if part)
