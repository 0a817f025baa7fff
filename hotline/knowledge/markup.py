"""The small markup of articles: it makes blocks (headings, lists, warnings, text), never HTML; templates draw them."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Block:
    """``kind`` is heading, warning, list, steps or text; lists have one line per point."""

    kind: str
    lines: list[str] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """Read ``## `` as a heading, ``! `` as a warning, ``- `` as a list, ``1. `` as steps; all else is text."""
    return list(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    open_block: Block | None = None
    for raw in text.splitlines():
        kind, line = _read(raw.strip())
        goes_on = open_block is not None and open_block.kind == kind and kind in ("list", "steps", "text")
        if open_block is not None and not goes_on:
            yield open_block
            open_block = None
        if kind == "":
            continue
        if open_block is None:
            open_block = Block(kind)
        open_block.lines.append(line)
    if open_block is not None:
        yield open_block


def _read(line: str) -> tuple[str, str]:
    if not line:
        return "", ""
    for sign, kind in (("## ", "heading"), ("! ", "warning"), ("- ", "list")):
        if line.startswith(sign):
            return kind, line.removeprefix(sign)
    number, dot, rest = line.partition(". ")
    if dot and number.isascii() and number.isdigit():
        return "steps", rest
    return "text", line
