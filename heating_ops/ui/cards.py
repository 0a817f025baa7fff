"""What a card shows, as plain values: the server's half of filling ``templates/components/work_order_card.html``.

The browser's half is ``static/js/live/card.js``; both fill the same slots of the same template, and a test compares
them card by card.
"""

from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heating_ops.ui.wording import word_for

CardDict = dict[str, Any]


def _by_telephone(card: CardDict) -> str:
    """Nobody is to be sent before somebody tried to help by telephone; or that was enough."""
    if card.get("guidance_until"):
        return word_for("handling", "remote_first")
    return word_for("guided", "solved_remotely") if card.get("guided") == "solved_remotely" else ""


def _escalated(level: int, stage: str) -> str:
    """How high it went, and whether somebody has it."""
    if not level:
        return ""
    if stage == "acknowledged":
        return _("escalated %(level)s×, taken") % {"level": level}
    if stage == "capped":
        return _("escalated %(level)s×, nothing moves") % {"level": level}
    return _("escalated %(level)s×") % {"level": level}


def _incident(card: CardDict) -> str:
    """The incident it belongs to; or that triage takes it for one as long as nobody goes to it yet."""
    if card.get("incident"):
        return str(card["incident"])
    return _("perhaps an incident") if card.get("handling") == "incident_candidate" and card.get("open") else ""


def _order_url(order_id: object) -> str:
    return reverse("work-order", args=[order_id])


def _reports(count: int) -> str:
    return ngettext("%(count)s report", "%(count)s reports", count) % {"count": count} if count > 1 else ""


def _split_flat(label: str, flat: str) -> tuple[str, str]:
    """A label that ends with the flat gives it up, so that the flat can be kept on one line and shown once."""
    return (label.removesuffix(f" {flat}") if flat else label), flat


def card_view(card: CardDict) -> dict[str, Any]:
    """The values for every slot of the work-order card; an empty value hides its slot.

    :param card: a work-order card as events and the API carry it
    """
    place = card.get("place") or {}
    deadlines = card.get("deadlines") or []
    first = deadlines[0] if deadlines else None
    category = card.get("category") or ""
    suspended = card.get("suspended_reason") or ""
    level = int(card.get("escalation_level") or 0)
    returns = int(card.get("returns") or 0)
    chases = int(card.get("chases") or 0)
    prefix, dash, rest = str(card.get("number") or "").rpartition("-")
    label, flat = _split_flat(place.get("label") or "", place.get("flat") or "")
    what = word_for("category", category) if category else word_for("order_type", card.get("order_type"))
    return {
        "id": card.get("id", 0),
        "version": card.get("version", 0),
        "href": _order_url(card.get("id", 0)),
        "number_prefix": prefix + dash,
        "number_rest": rest,
        "status": card.get("status", ""),
        "status_label": word_for("status", card.get("status")),
        "urgency": card.get("urgency", ""),
        "urgency_label": word_for("urgency", card.get("urgency")),
        "priority": card.get("priority", ""),
        "what": what,
        "place": label or _("Place not known"),
        "flat": flat,
        "unsure": "" if place.get("certain", True) else _("place unsure"),
        "where": " · ".join(part for part in (place.get("branch_name"), place.get("station")) if part),
        "handling": _by_telephone(card),
        "crew": (card.get("crew") or {}).get("name", ""),
        "reports": _reports(int(card.get("reports") or 0)),
        "external": (card.get("external") or {}).get("source", ""),
        "key_site": card.get("key_site") or "",
        "incident": _incident(card),
        "suspended": word_for("suspended", suspended) if suspended else "",
        "escalated": _escalated(level, card.get("escalation") or ""),
        "supervised": _("supervised") if card.get("supervision") else "",
        "chased": _("chased %(count)s×") % {"count": chases} if chases else "",
        "returned": _("returned %(count)s×") % {"count": returns} if returns else "",
        "deadline_kind": word_for("deadline", first["kind"]) if first else "",
        "deadline_due": first["due_at"] if first else "",
        "deadline_due_time": parse_datetime(first["due_at"]) if first else None,
        "deadline_started": first.get("started_at") or "" if first else "",
        "deadline_breached": bool(first and first.get("breached")),
    }
