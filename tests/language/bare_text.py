"""Finding words in a template that nothing translates."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

#: Attributes that people read or hear.
_SPOKEN = {"title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "alt", "label"}
#: What needs no translation: units, codes and names that are the same in every language.
_ALLOWED = re.compile(
    r"°C|m²|min|km|P[1-4]|12345|WO-\d+|IN-\d+|CA-\d+|12345|kB|px|Ctrl|Enter|Esc|Tab|Alt|Shift", re.ASCII
)
_LETTER = re.compile(r"[^\W\d_]")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: Blocks of the page shell that fill an attribute.
_ATTRIBUTE_BLOCKS = {"body_class", "html_attributes"}
#: Arguments of our component tags that are shown, and the tags whose first argument is.
_SHOWN_ARGUMENT = re.compile(r"\b(?:label|title|note|hint|close_label|text)=(\"[^\"]*\"|'[^']*')")
_SHOWN_FIRST = re.compile(r"^(?:button|badge|next_state|stat|empty_state|error_state)\s+(\"[^\"]*\"|'[^']*')")
_TRANSLATED_BLOCKS = {"blocktranslate": "endblocktranslate", "blocktrans": "endblocktrans"}
_SKIPPED_BLOCKS = {"comment": "endcomment", "verbatim": "endverbatim"}


class _Words(HTMLParser):
    """Collects the text and the spoken attributes of HTML, but key caps, code and what says its own language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._inside: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        silent = tag in ("script", "style", "code", "kbd") or any(name == "lang" and value for name, value in attrs)
        if tag not in _VOID:
            self._inside.append((tag, silent))
        for name, value in attrs:
            if name in _SPOKEN:
                self._note(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _SPOKEN:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        while any(open_tag == tag for open_tag, _silent in self._inside):
            if self._inside.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        self._note(data)

    def _note(self, text: str) -> None:
        if not any(silent for _tag, silent in self._inside) and _LETTER.search(_ALLOWED.sub("", text)):
            self.found.append((self.getpos()[0], " ".join(text.split())))


def bare_text(template: str) -> list[tuple[int, str]]:
    """Line and words of everything people would read that goes through no translation."""
    html, found = [], []
    until = ""
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split(None, 1)[0]
            if until:
                until = "" if name == until else until
            elif name == "block" and token.contents.split()[1] in _ATTRIBUTE_BLOCKS:
                until = "endblock"
            elif opens := _TRANSLATED_BLOCKS.get(name) or _SKIPPED_BLOCKS.get(name):
                until = opens
            else:
                found += [(token.lineno or 0, words) for words in _shown_arguments(token.contents)]
        elif token.token_type == TokenType.TEXT and not until:
            html.append(token.contents)
            continue
        # A tag leaves its line breaks, so that line numbers stay true.
        html.append("\n" * token.contents.count("\n"))
    words = _Words()
    words.feed("".join(html))
    words.close()
    return sorted(found + words.found)


def _shown_arguments(contents: str) -> Iterator[str]:
    """Literal words handed to a component instead of ``_("words")``."""
    for pattern in (_SHOWN_ARGUMENT, _SHOWN_FIRST):
        for match in pattern.finditer(contents):
            if _LETTER.search(_ALLOWED.sub("", match.group(1))):
                yield match.group(1)
