"""``{% nothing_lost %}`` under the header: the line, unsent and unfinished calls of those who take calls."""

import base64
from typing import Any

from django import template
from django.utils.crypto import salted_hmac

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, may

register = template.Library()


@register.inclusion_tag("hotline/parts/nothing_lost.html", takes_context=True)
def nothing_lost(context: template.Context) -> dict[str, Any]:
    """Nothing for somebody who takes no calls. It asks the database nothing: the browser fetches what is unfinished."""
    user = getattr(context.get("request"), "user", None)
    if not isinstance(user, User) or not may(user, Action.CALL_LOG):
        return {}
    return {"keeper": user, "seal": outbox_key(user)}


def outbox_key(user: User) -> str:
    """The key that seals this person's unsent calls in a browser, the same on every page and at nobody else's hand."""
    digest = salted_hmac("hotline.outbox", str(user.pk), algorithm="sha256").digest()
    return base64.b64encode(digest).decode()
