"""What hands touch: buttons, fields, tabs, the phone's big button."""

from collections.abc import Sequence
from typing import Any

from django.forms import BoundField, CheckboxInput

from heating_ops.ui.tags.library import attributes_of, register


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
        "attributes": attributes_of(attributes),
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
    return {"label": label, "note": note, "icon": icon, "attributes": attributes_of(attributes)}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[dict[str, Any]], label: str = "") -> dict[str, Any]:
    """Links of one view: each item has label, url, active and perhaps count."""
    return {"items": items, "label": label}
