"""Finding every sentence that is to be translated: in Python, in templates and in the browser's modules."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

PACKAGES = ("heating_ops", "hotline", "incidents", "workorders")
#: Which arguments hold the words: ``(1, 'c')`` is a context, two numbers are singular and plural.
KEYWORDS: Mapping[str, Mapping[str, Any]] = {
    "python": {
        **DEFAULT_KEYWORDS,
        "gettext_lazy": None,
        "gettext_noop": None,
        "ngettext_lazy": (1, 2),
        "pgettext_lazy": ((1, "c"), 2),
        "npgettext_lazy": ((1, "c"), 2, 3),
    },
    # say and sayMany: static/js/words.js
    "javascript": {**DEFAULT_KEYWORDS, "say": None, "sayMany": (1, 2)},
}
#: The browser's sentences have a catalogue of their own, which the page loads as a script.
DOMAINS = ("django", "djangojs")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence where it stands: ``words`` are one text, or singular and plural."""

    words: str | tuple[str, str]
    context: str | None
    file: str
    line: int


def extract_catalogue(project: Path, domain: str) -> Catalog:
    """Collect a domain's sentences into a catalogue without translations.

    :param domain: ``django`` for Python and templates, ``djangojs`` for the browser's modules
    """
    catalogue = Catalog(charset="utf-8")
    for sentence in sentences(project, domain):
        catalogue.add(sentence.words, context=sentence.context, locations=[(sentence.file, sentence.line)])
    return catalogue


def sentences(project: Path, domain: str) -> Iterator[Sentence]:
    """Read a domain's sentences, file by file in sorted order."""
    for file in source_files(project, domain):
        name = file.relative_to(project).as_posix()
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".html":
            yield from _read("python", _as_python(text, name), name)
        else:
            yield from _read("javascript" if file.suffix == ".js" else "python", text, name)


def source_files(project: Path, domain: str) -> list[Path]:
    """Name the files a domain's sentences stand in."""
    if domain == "djangojs":
        return sorted((project / "static" / "js").rglob("*.js"))
    python = [file for package in PACKAGES for file in (project / package).rglob("*.py")]
    return sorted(file for file in python if "migrations" not in file.parts) + sorted(
        (project / "templates").rglob("*.html")
    )


def _as_python(template: str, name: str) -> str:
    """Blank out all of a template but its translated words, written as calls of gettext.

    What is left is read as Python, to which the indentation of HTML would be an error.
    """
    return "\n".join(line.strip() for line in templatize(template, origin=name).splitlines())


def _read(language: str, text: str, name: str) -> Iterator[Sentence]:
    options = {"template_string": True} if language == "javascript" else {}
    found = extract(language, io.BytesIO(text.encode()), KEYWORDS[language], options=options, strip_comment_tags=True)
    for line, words, _comments, context in found:
        yield Sentence(words if isinstance(words, str) else (words[0], words[1]), context, name, line)
