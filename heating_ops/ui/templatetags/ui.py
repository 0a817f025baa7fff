"""Components as template tags: ``{% load ui %}``. Every one is shown on ``/styleguide/``."""

import json
from collections.abc import Sequence
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BoundField, CheckboxInput
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from heating_ops.ui.cards import CardDict, card_view
from heating_ops.ui.modules import module_addresses
from heating_ops.ui.wording import all_words, word_for

register = template.Library()

TAG_SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _attributes(given: dict[str, Any]) -> SafeString:
    """Turn ``data_call=5`` into ``data-call="5"``; true stands alone, false and nothing are left out."""
    pairs = []
    for name, value in given.items():
        if value is None or value is False:
            continue
        attribute = name.rstrip("_").replace("_", "-")
        pairs.append((attribute, "" if value is True else value))
    return format_html_join("", ' {}="{}"', pairs)


# ------------------------------------------------------------------ small marks
@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One of our own line icons; silent to screen readers unless given a label."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"/></svg>', spoken, static("img/icons.svg"), name)


@register.simple_tag
def badge(text: str, tone: str = "plain", shape: str = "") -> SafeString:
    """A word in a tinted box: tones plain, urgent, warn, ok, info, hold; shapes triangle, diamond, disc, ring."""
    mark = format_html('<i class="shape" data-shape="{}"></i>', shape) if shape else ""
    return format_html('<span class="badge" data-tone="{}">{}{}</span>', tone, mark, text)


@register.simple_tag
def urgency_badge(urgency: str) -> SafeString:
    """Urgent or non-urgent: shape, word and colour."""
    return format_html(
        '<span class="badge urgency" data-urgency="{}"><i class="shape"></i>{}</span>', urgency, word_for("urgency", urgency)
    )


@register.simple_tag
def priority_badge(priority: str) -> SafeString:
    """P1 to P4: every level has a shape of its own."""
    return format_html('<span class="priority" data-priority="{}"><i class="shape"></i>{}</span>', priority, priority)


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """How far a work order is: a dial that fills up, and the word."""
    return format_html('<span class="status" data-status="{}"><i class="dial"></i>{}</span>', status, word_for("status", status))


@register.simple_tag
def channel_badge(channel: str) -> SafeString:
    """How a report reached us."""
    return format_html('<span class="badge" data-tone="plain" data-channel="{}">{}</span>', channel, word_for("channel", channel))


@register.filter
def word(code: object, kind: str) -> str:
    """``{{ card.status|word:"status" }}``: the word for a code."""
    return word_for(kind, code)


# --------------------------------------------------------------------- controls
@register.inclusion_tag("components/button.html")
def button(
    label: str,
    key: str = "",
    kind: str = "plain",
    icon: str = "",
    type: str = "button",
    href: str = "",
    **attributes: Any,
) -> dict[str, Any]:
    """A button, or with ``href`` a link that looks like one. ``key`` shows a key cap and makes that key press it.

    Kinds: primary (one per view), plain, quiet, danger. Other named values become attributes.
    """
    return {
        "label": label,
        "key": key,
        "kind": kind,
        "icon": icon,
        "type": type,
        "href": href,
        "attributes": _attributes(attributes),
    }


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str = "", key: str = "", **attributes: Any) -> dict[str, Any]:
    """One form field with label, required mark, help and error, tied together for screen readers.

    :param bound: a field of a Django form
    :param hint: a short remark beside the label (a unit, "optional")
    :param key: a key that puts the cursor here
    """
    help_id, error_id = f"{bound.auto_id}_help", f"{bound.auto_id}_error"
    described = [name for name, there in ((help_id, bound.help_text), (error_id, bound.errors)) if there]
    extra = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    if described:
        extra["aria-describedby"] = " ".join(described)
    if bound.errors:
        extra["aria-invalid"] = "true"
    if key:
        extra["data-key"] = extra["aria-keyshortcuts"] = key
    widget = bound.field.widget
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=extra),
        "hint": hint,
        "key": key,
        "help_id": help_id,
        "error_id": error_id,
        "single_checkbox": isinstance(widget, CheckboxInput),
        "is_group": widget.use_fieldset,
        "required": bound.field.required,
    }


@register.inclusion_tag("components/next_state.html")
def next_state(label: str, note: str = "", icon: str = "arrow", **attributes: Any) -> dict[str, Any]:
    """The one big button of the phone: what comes next."""
    return {"label": label, "note": note, "icon": icon, "attributes": _attributes(attributes)}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[dict[str, Any]], label: str = "") -> dict[str, Any]:
    """Links of one view: each item has label, url, active and perhaps count."""
    return {"items": items, "label": label}


# ----------------------------------------------------------------------- blocks
@register.inclusion_tag("components/work_order_card.html")
def work_order_card(card: CardDict) -> dict[str, Any]:
    """The work-order card, filled by the server."""
    return {"view": card_view(card)}


@register.inclusion_tag("components/work_order_card.html")
def work_order_card_blank() -> dict[str, Any]:
    """The same card with empty slots, for the browser to fill (inside a ``<template>``)."""
    return {"view": {"href": card_view({"id": 0})["href"]}}


@register.inclusion_tag("components/deadline.html")
def deadline(row: dict[str, Any]) -> dict[str, Any]:
    """A countdown: text and a bar of the share of the time used. ``row`` is one of a card's ``deadlines``."""
    view = card_view({"deadlines": [row]})
    return {"view": view, "kind": view["deadline_kind"]}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What happened, to the second: events with ``at`` (datetime), ``actor``, ``sentence``, ``detail``, perhaps ``tone``."""
    return {"events": events}


@register.inclusion_tag("components/stat.html")
def stat(label: str, value: object, unit: str = "", note: str = "", tone: str = "", href: str = "") -> dict[str, Any]:
    """A figure with its name; with ``href`` it opens the list behind it."""
    return {"label": label, "value": value, "unit": unit, "note": note, "tone": tone, "href": href}


@register.inclusion_tag("components/live_chip.html")
def live_chip() -> dict[str, Any]:
    """How fresh the screen is: ``live · 1 s``."""
    return {}


@register.simple_block_tag
def strip(content: str, tone: str = "info", title: str = "", icon: str = "", **attributes: Any) -> SafeString:
    """A band across the page: tones info, ok, warn, urgent, alarm (solid red), ring (a call is waiting)."""
    role = "alert" if tone in ("urgent", "alarm") else "status"
    mark = format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/icons.svg"), icon) if icon else ""
    head = format_html('<strong class="strip-title">{}</strong>', title) if title else ""
    return format_html(
        '<div class="strip" data-tone="{}" role="{}"{}>{}{}<div class="strip-body">{}</div></div>',
        tone, role, _attributes(attributes), mark, head, content,
    )  # fmt: skip


@register.simple_block_tag
def dialog(content: str, id: str, title: str, close_label: str = "") -> SafeString:
    """A native dialog; any element with ``data-opens="<id>"`` opens it, Escape or ``data-closes`` closes it."""
    from django.utils.translation import gettext as _

    return format_html(
        '<dialog class="dialog" id="{}" aria-labelledby="{}-title"><header class="dialog-head">'
        '<h2 id="{}-title">{}</h2><button type="button" class="button" data-kind="quiet" data-closes aria-label="{}">'
        '<svg class="icon" aria-hidden="true"><use href="{}#cross"/></svg></button></header>{}</dialog>',
        id, id, id, title, close_label or _("Close"), static("img/icons.svg"), content,
    )  # fmt: skip


@register.simple_block_tag
def panel(content: str, title: str = "", level: int = 2, **attributes: Any) -> SafeString:
    """A titled box for a part of a page."""
    head = format_html('<h{} class="panel-title">{}</h{}>', level, title, level) if title else ""
    return format_html('<section class="panel"{}>{}{}</section>', _attributes(attributes), head, content)


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "check") -> SafeString:
    """Nothing here, and why that is so."""
    return _state("empty", title, icon, content)


@register.simple_block_tag
def error_state(content: str, title: str) -> SafeString:
    """Something could not be shown, and what to do."""
    return _state("error", title, "alert", content)


def _state(kind: str, title: str, icon_name: str, content: str) -> SafeString:
    return format_html(
        '<div class="state" data-kind="{}"{}><svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>'
        '<p class="state-title">{}</p><div class="state-text">{}</div></div>',
        kind, mark_safe(' role="alert"') if kind == "error" else "", static("img/icons.svg"), icon_name, title, content,
    )  # fmt: skip


# ------------------------------------------------------------------ for modules
@register.simple_tag(takes_context=True)
def import_map(context: template.Context) -> SafeString:
    """Where the browser finds our modules: ``heating/<path>`` and ``leaflet``."""
    request = context.get("request")
    nonce = getattr(request, "csp_nonce", "") if request is not None else ""
    imports = module_addresses(finders.get_finders(), staticfiles_storage)
    body = json.dumps({"imports": imports}, sort_keys=True).translate(TAG_SAFE)
    return format_html('<script type="importmap"{}>{}</script>', _attributes({"nonce": nonce or None}), mark_safe(body))


@register.filter
def json_block(text: str, block_id: str) -> SafeString:
    """JSON text as a data block of the page; what a caller said cannot end the block."""
    body = mark_safe(text.translate(TAG_SAFE))
    return format_html('<script type="application/json" id="{}">{}</script>', block_id, body)


@register.simple_tag
def wording_json() -> SafeString:
    """The words for codes in the reader's language, for the live screens."""
    body = json.dumps(all_words(), ensure_ascii=False).translate(TAG_SAFE)
    return format_html('<script type="application/json" id="wording">{}</script>', mark_safe(body))
