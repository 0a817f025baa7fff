"""The articles as they ship (``articles.toml``), ready to become rows."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("articles.toml")


def shipped_articles() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The columns of each article, and of its first version."""
    for one in tomllib.loads(FILE.read_text(encoding="utf-8"))["article"]:
        article = {name: one[name] for name in ("code", "categories", "items", "tags", "source")}
        title = {"title_en": one["title"]["en"], "title_zh_hans": one["title"]["zh"]}
        yield article, title | {"body_en": one["en"].strip(), "body_zh_hans": one["zh"].strip()}
