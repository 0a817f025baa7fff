"""The one library all component tags register with, and how attributes are written."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


def attributes_of(given: dict[str, Any]) -> SafeString:
    """Turn ``data_call=5`` into ``data-call="5"``; true stands alone, false and nothing are left out."""
    pairs = []
    for name, value in given.items():
        if value is None or value is False:
            continue
        attribute = name.rstrip("_").replace("_", "-")
        pairs.append((attribute, "" if value is True else value))
    return format_html_join("", ' {}="{}"', pairs)
