"""The items as they ship (``items.toml``), ready to become rows."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("items.toml")


def shipped_items() -> Iterator[dict[str, Any]]:
    """The columns of each item, in the order they are listed."""
    for place, item in enumerate(tomllib.loads(FILE.read_text(encoding="utf-8"))["item"], start=1):
        yield {
            "code": item["code"],
            "category": item["category"],
            "name_en": item["name"]["en"],
            "name_zh_hans": item["name"]["zh-hans"],
            "steps": item["steps"],
            "dangers": item["dangers"],
            "outcomes": item["outcomes"],
            "source": item["source"],
            "sort_order": 10 * place,
        }
