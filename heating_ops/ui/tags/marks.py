"""Small signs: icons, badges, status dials. Colour never stands alone."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from heating_ops.ui.tags.library import register
from heating_ops.ui.wording import word_for


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
        '<span class="badge urgency" data-urgency="{}"><i class="shape"></i>{}</span>',
        urgency,
        word_for("urgency", urgency),
    )


@register.simple_tag
def priority_badge(priority: str) -> SafeString:
    """P1 to P4: every level has a shape of its own."""
    return format_html('<span class="priority" data-priority="{}"><i class="shape"></i>{}</span>', priority, priority)


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """How far a work order is: a dial that fills up, and the word."""
    return format_html(
        '<span class="status" data-status="{}"><i class="dial"></i>{}</span>', status, word_for("status", status)
    )


@register.simple_tag
def channel_badge(channel: str) -> SafeString:
    """How a report reached us."""
    return format_html(
        '<span class="badge" data-tone="plain" data-channel="{}">{}</span>', channel, word_for("channel", channel)
    )


@register.filter
def word(code: object, kind: str) -> str:
    """``{{ card.status|word:"status" }}``: the word for a code."""
    return word_for(kind, code)
