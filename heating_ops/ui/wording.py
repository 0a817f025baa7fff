"""The words people read for the codes that cards and events carry.

Cards are language-free: they say ``en_route``, never "On the way". One table here turns codes into words for the
server's templates and, sent once per page, for the browser. An app with codes of its own adds them with
:func:`register` from its ``AppConfig.ready``.
"""

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words: TypeAlias = Mapping[str, str | Promise]

_WORDS: dict[str, dict[str, str | Promise]] = {
    "urgency": {
        "urgent": _("Urgent"),
        "non_urgent": _("Non-urgent"),
    },
    "status": {
        "triaged": _("To dispatch"),
        "remote_guidance": _("Guided by phone"),
        "dispatched": pgettext_lazy("work order", "Sent"),
        "accepted": pgettext_lazy("work order", "Accepted"),
        "en_route": _("On the way"),
        "on_site": _("On site"),
        "working": pgettext_lazy("work order", "Working"),
        "suspended": _("Suspended"),
        "done": _("To call back"),
        "closed": pgettext_lazy("work order", "Closed"),
        "merged": _("Merged"),
        "cancelled": _("Cancelled"),
        "promoted": _("Now an incident"),
    },
    "deadline": {
        "work_order.dispatch": pgettext_lazy("deadline", "Send"),
        "work_order.accept": pgettext_lazy("deadline", "Accept"),
        "work_order.contact": pgettext_lazy("deadline", "Contact"),
        "work_order.arrive": pgettext_lazy("deadline", "Arrive"),
        "work_order.on_site": pgettext_lazy("deadline", "Arrive"),
        "work_order.restore": pgettext_lazy("deadline", "Restore"),
        "work_order.call_back": pgettext_lazy("deadline", "Call back"),
        "work_order.external": pgettext_lazy("deadline", "Reply to the city"),
        "work_order.resume": pgettext_lazy("deadline", "Resume"),
    },
    "channel": {
        "phone": pgettext_lazy("channel", "Telephone"),
        "12345": pgettext_lazy("channel", "City line 12345"),
        "wechat": pgettext_lazy("channel", "WeChat"),
        "app": pgettext_lazy("channel", "App"),
        "web": pgettext_lazy("channel", "Web"),
        "walk_in": pgettext_lazy("channel", "Counter"),
        "sensor": pgettext_lazy("channel", "Sensor"),
        "patrol": pgettext_lazy("channel", "Patrol"),
    },
    "phase": {
        "declared": pgettext_lazy("incident", "Declared"),
        "contained": pgettext_lazy("incident", "Contained"),
        "restored": pgettext_lazy("incident", "Restored"),
        "closed": pgettext_lazy("incident", "Closed"),
    },
    "level": {
        "I": _("Level I"),
        "II": _("Level II"),
        "III": _("Level III"),
        "IV": _("Level IV"),
    },
    "suspended": {
        "not_home": _("Customer not at home"),
        "appointment": _("Appointment made"),
        "waiting_parts": _("Waiting for parts"),
        "waiting_shut_off": _("Waiting for shut-off approval"),
        "weather": _("Weather"),
        "access_restricted": _("Access restricted"),
        "other_unit": _("Another unit must act"),
    },
    "category": {},
    "order_type": {},
    "incident_kind": {},
}


def register(kind: str, words: Words) -> None:
    """Add the words for one kind of code, for example ``register("category", {...})``."""
    _WORDS.setdefault(kind, {}).update(words)


def word_for(kind: str, code: object) -> str:
    """Say a code in the reader's language.

    An unknown code is shown as plain words ("leak_riser" as "Leak riser") and never as an empty space: a card that
    hides what it does not know is worse than a clumsy one.
    """
    text = str(code or "")
    known = _WORDS.get(kind, {}).get(text)
    if known is not None:
        return str(known)
    plain = text.rsplit(".", 1)[-1].replace("_", " ")
    return plain[:1].upper() + plain[1:]


def all_words() -> dict[str, dict[str, str]]:
    """Every table in the reader's language, as the browser gets it."""
    return {kind: {code: str(word) for code, word in words.items()} for kind, words in _WORDS.items()}
