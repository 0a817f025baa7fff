"""``{% ring_strip %}``: the telephone under the header of every page of those who answer it."""

from typing import Any

from django import template

from hotline.telephony.pages import may_answer, strip_of

register = template.Library()


@register.inclusion_tag("hotline/telephony/strip.html", takes_context=True)
def ring_strip(context: template.Context) -> dict[str, Any]:
    """Nothing without a telephone system, or for somebody who does not answer it."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not may_answer(user):
        return {}
    return {"strip": strip_of(user), "csrf_token": context.get("csrf_token")}
