"""What every page's shell needs: who is signed in, where they may go, which theme they chose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heating_ops.access.permissions import Action, may

THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")
_SHEET_FROM = 2


@dataclass(frozen=True)
class NavItem:
    """One place in the header: a link shown only to those who may follow it.

    ``further`` ones stand in the sheet behind "More", so that the header of somebody with many rights still fits.
    """

    label: str
    url: str
    active: bool
    icon: str
    further: bool = False


@dataclass(frozen=True)
class _Destination:
    label: Promise
    url_name: str
    action: Action
    icon: str
    # Not opened every hour: behind "More".
    further: bool = False


_DESTINATIONS = (
    _Destination(_("Hotline"), "hotline:queue", Action.CALL_LOG, "phone"),
    _Destination(_("Board"), "board", Action.BOARD_VIEW, "board"),
    _Destination(_("Escalations"), "escalations", Action.ESCALATION_VIEW, "arrow-up"),
    _Destination(_("Incidents"), "incidents:list", Action.INCIDENT_VIEW, "alert"),
    _Destination(_("Daily report"), "reports:daily", Action.REPORT_VIEW, "report"),
    _Destination(_("My orders"), "crew:orders", Action.CREW_VIEW, "wrench"),
    _Destination(pgettext_lazy("navigation", "Duty"), "roster:now", Action.ROSTER_VIEW, "crew"),
    _Destination(_("Shift"), "hotline:shift", Action.SHIFT_VIEW, "user", further=True),
    _Destination(pgettext_lazy("navigation", "Rules"), "triage-rules", Action.RULES_VIEW, "clock", further=True),
    _Destination(_("Messages"), "messages", Action.MESSAGE_WATCH, "bell", further=True),
    _Destination(pgettext_lazy("page", "Weather"), "weather:now", Action.WEATHER_VIEW, "thermometer", further=True),
    _Destination(_("Knowledge"), "hotline:articles", Action.KNOWLEDGE_READ, "search", further=True),
)


def theme_of(request: HttpRequest) -> str:
    """The theme the reader chose; ``auto`` follows the machine."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def navigation(request: HttpRequest) -> list[NavItem]:
    """The places this person may go, the present one marked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    places = [(place, reverse(place.url_name)) for place in _DESTINATIONS if may(user, place.action)]
    # One place may lie inside another's addresses: the nearest is where the reader is.
    here = max((url for _place, url in places if request.path.startswith(url)), key=len, default="")
    return [NavItem(str(place.label), url, url == here, place.icon, place.further) for place, url in places]


def split_navigation(items: list[NavItem]) -> tuple[list[NavItem], list[NavItem]]:
    """Answer what stands in the header and what behind "More"; one place alone needs no sheet."""
    first = [item for item in items if not item.further]
    further = [item for item in items if item.further]
    return (items, []) if len(further) < _SHEET_FROM else (first, further)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the words and links around every page."""
    now: datetime = timezone.now()
    places = SimpleLazyObject(lambda: split_navigation(navigation(request)))
    return {
        "brand_name": settings.BRAND_NAME,
        "hotline_number": settings.HOTLINE_NUMBER,
        "theme": theme_of(request),
        "nav_items": SimpleLazyObject(lambda: places[0]),
        "nav_further": SimpleLazyObject(lambda: places[1]),
        "nav_further_here": SimpleLazyObject(lambda: next((place.label for place in places[1] if place.active), "")),
        "server_time": now.isoformat(),
    }
