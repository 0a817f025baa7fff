"""What the browser's modules need from the page: where modules are, data, words."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from heating_ops.ui.modules import module_addresses
from heating_ops.ui.tags.library import attributes_of, register
from heating_ops.ui.wording import all_words

_ENDS_NOTHING = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _inert(json_text: str) -> SafeString:
    return mark_safe(json_text.translate(_ENDS_NOTHING))  # noqa: S308 - nothing in it can end the element


@register.simple_tag(takes_context=True)
def import_map(context: template.Context) -> SafeString:
    """Where the browser finds our modules: ``heating/<path>`` and ``leaflet``."""
    nonce = getattr(context.get("request"), "csp_nonce", None)
    imports = json.dumps({"imports": module_addresses()}, sort_keys=True)
    return format_html('<script type="importmap"{}>{}</script>', attributes_of({"nonce": nonce}), _inert(imports))


@register.filter
def json_block(text: str, block_id: str) -> SafeString:
    """JSON text as a data block of the page; what a caller said cannot end the block."""
    return format_html('<script type="application/json" id="{}">{}</script>', block_id, _inert(text))


@register.simple_tag
def wording_json() -> SafeString:
    """The words for codes in the reader's language, for the live screens."""
    words = json.dumps(all_words(), ensure_ascii=False)
    return format_html('<script type="application/json" id="wording">{}</script>', _inert(words))
