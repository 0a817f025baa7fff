"""The translations in ``locale/``: read, brought up to date with the sources, written, judged."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from .extraction import DOMAINS, extract_catalogue

LOCALE = "zh_Hans"
PROJECT_NAME = "heating-ops"
#: ``%(name)s``, ``%s``, ``%d`` and ``{name}``: what is filled in must be the same in every language.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
HEADER = "# Simplified Chinese. Kept by `manage.py messages`; the words of the trade: docs/glossary.md."
_DATED = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Generated-By',
    b'"Report-Msgid',
)


def catalogue_file(project: Path, domain: str) -> Path:
    """Where a domain's translations lie."""
    return project / "locale" / LOCALE / "LC_MESSAGES" / f"{domain}.po"


def read_catalogue(file: Path) -> Catalog:
    """Read translations; a file that is not there is an empty catalogue."""
    if not file.exists():
        return Catalog(locale=LOCALE, project=PROJECT_NAME, charset="utf-8")
    with file.open("rb") as text:
        return read_po(text, locale=LOCALE, charset="utf-8")


def updated(kept: Catalog, template: Catalog) -> Catalog:
    """Take the sentences of the sources with the translations that are kept for them.

    A changed sentence is a new one: nothing is guessed, so nothing becomes fuzzy.
    What no source says any more is dropped.
    """
    catalogue = Catalog(locale=LOCALE, project=PROJECT_NAME, charset="utf-8", fuzzy=False)
    for message in template:
        if not message.id:
            continue
        known = kept.get(_first(message.id), message.context)
        fits = known is not None and isinstance(known.id, str) == isinstance(message.id, str)
        catalogue.add(
            message.id,
            known.string if fits and known is not None else None,
            context=message.context,
            locations=message.locations,
            flags=known.flags if fits and known is not None else (),
        )
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue so that the same words are the same bytes: no dates, no line numbers, in a fixed order."""
    text = io.BytesIO()
    catalogue.header_comment = (
        "# Simplified Chinese. Kept by `manage.py messages`; the words of the trade: docs/glossary.md."
    )
    write_po(text, catalogue, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return b"".join(line for line in text.getvalue().splitlines(keepends=True) if not line.startswith(_DATED))


def problems(project: Path) -> Iterator[str]:
    """Say, one line each, what keeps the translations from being complete and up to date."""
    for domain in DOMAINS:
        template, kept = extract_catalogue(project, domain), read_catalogue(catalogue_file(project, domain))
        for message in template:
            if not message.id:
                continue
            known = kept.get(_first(message.id), message.context)
            where = f"{message.locations[0][0]}:{message.locations[0][1]}"
            if known is None or isinstance(known.id, str) != isinstance(message.id, str):
                yield f"{domain}: not in the catalogue: {_first(message.id)!r} ({where})"
            else:
                yield from (f"{domain}: {wrong}: {_first(message.id)!r} ({where})" for wrong in _faults(known))
        for message in kept:
            if message.id and template.get(_first(message.id), message.context) is None:
                yield f"{domain}: said nowhere any more: {_first(message.id)!r}"


def _faults(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    translations = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        yield "marked as uncertain (fuzzy)"
    if not translations or not all(translations):
        yield "not translated"
        return
    source = message.id if isinstance(message.id, str) else message.id[-1]
    wanted = sorted(set(PLACEHOLDER.findall(source)))
    for translation in translations:
        if _margins(translation) != _margins(source):
            yield "begins or ends with other spaces"
        found = sorted(set(PLACEHOLDER.findall(translation)))
        if found != wanted:
            yield f"places to fill in are {wanted}, in the translation {found}"


def _margins(text: str) -> tuple[int, int]:
    """How many spaces and line breaks a text begins and ends with: they may lay out a table."""
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


def _first(words: str | tuple[str, ...] | list[str]) -> str:
    return words if isinstance(words, str) else words[0]
