"""Larger parts: cards, clocks, timelines, bands, dialogs, panels, states."""

from collections.abc import Sequence
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from heating_ops.ui.cards import CardDict, card_view
from heating_ops.ui.tags.library import attributes_of, register


@register.inclusion_tag("components/work_order_card.html")
def work_order_card(card: CardDict, href: str = "") -> dict[str, Any]:
    """The work-order card, filled by the server; ``href`` leads elsewhere than to the order's own page."""
    view = card_view(card)
    return {"view": view | {"href": href} if href else view}


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
    """What happened, to the second: events with ``at`` (datetime), ``actor``, ``sentence``, ``detail``, ``tone``."""
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
    mark = (
        format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/icons.svg"), icon)
        if icon
        else ""
    )
    head = format_html('<strong class="strip-title">{}</strong>', title) if title else ""
    return format_html(
        '<div class="strip" data-tone="{}" role="{}"{}>{}{}<div class="strip-body">{}</div></div>',
        tone, role, attributes_of(attributes), mark, head, content,
    )  # fmt: skip


@register.simple_block_tag
def dialog(content: str, id: str, title: str, close_label: str = "") -> SafeString:
    """A native dialog; any element with ``data-opens="<id>"`` opens it, Escape or ``data-closes`` closes it."""
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
    return format_html('<section class="panel"{}>{}{}</section>', attributes_of(attributes), head, content)


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
