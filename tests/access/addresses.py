"""Every address of the system, found by walking the URL configuration."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls import reverse as address_of

from heating_ops.access.permissions import Action

# Without sign-in on purpose; whoever adds one here says why.
PUBLIC = {
    "sign-in": "how else would anybody come in",
    "sign-out": "does nothing for nobody",
    "set-theme": "light or dark, a cookie",
    "set_language": "the language, a cookie",
    "javascript-catalog": "the words of the interface",
    "styleguide": "components with invented data",
    "healthz": "probes do not sign in",
    "metrics": "figures without names",
    "line": "says only that the server is there; pages ask it every other second",
    "ticket-intake": "sources of tickets sign every ticket; each has a secret of its own",
    "notify-receipts": "gateways sign every receipt; each channel has a secret of its own",
    "telephony-events": "the telephone exchange signs every event; nobody else knows the secret",
}
READ, WRITE = "GET", "POST"


@dataclass(frozen=True, slots=True)
class Address:
    """One named address: its view, and what its path needs."""

    name: str
    view: Callable[..., Any]
    parameters: tuple[str, ...]
    is_api: bool

    def __str__(self) -> str:
        return self.name

    def url(self, values: Mapping[str, Any]) -> str:
        """The address with its parameters filled in."""
        return address_of(self.name, kwargs={name: values[name] for name in self.parameters})

    @property
    def methods(self) -> Sequence[str]:
        """Which of reading and writing the view knows."""
        cls = getattr(self.view, "cls", None)
        if cls is None:
            return [READ]
        return [method for method in (READ, WRITE) if hasattr(cls, method.lower())]

    def action(self, method: str) -> Action | None:
        """What the table must allow for a method; ``None`` when the view does not say."""
        cls = getattr(self.view, "cls", self.view)
        if cls.__module__.startswith("drf_spectacular"):
            return Action.API_DOCS
        action: Action | None = getattr(cls, "actions", {}).get(method) or getattr(cls, "action", None)
        return action


def addresses() -> list[Address]:
    """All of them but those of the administration, which has a test of its own."""
    return list(_walk(get_resolver().url_patterns, [], ""))


def _walk(patterns: Sequence[URLPattern | URLResolver], spaces: list[str], path: str) -> Iterator[Address]:
    for pattern in patterns:
        where = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = [*spaces, pattern.namespace] if pattern.namespace else spaces
                yield from _walk(pattern.url_patterns, inner, where)
        else:
            assert pattern.name, f"{where} has no name"
            parameters = tuple(pattern.pattern.converters)
            yield Address(":".join([*spaces, pattern.name]), pattern.callback, parameters, where.startswith("api/"))
