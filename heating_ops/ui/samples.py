"""Made-up content for the style guide: nothing here is ever shown on a working page."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from heating_ops.ui.cards import CardDict


class SampleForm(forms.Form):
    """A form with one field of each kind."""

    place = forms.CharField(label=_("Place"), help_text=_("Street and house, or the name of the community"))
    caller_phone = forms.CharField(label=_("Caller's telephone"), required=False)
    indoor_temp_c = forms.DecimalField(label=_("Room temperature"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("phone", _("Telephone")), ("12345", "12345"), ("wechat", _("WeChat"))]
    )
    water = forms.ChoiceField(
        label=_("Is hot water or steam entering a room where people sleep?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("What the caller says"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    call_back = forms.BooleanField(label=_("Caller wants to be called back"), required=False)


def _deadline(now: datetime, kind: str, used: float, minutes: float) -> dict[str, Any]:
    started = now - timedelta(minutes=minutes * used)
    due = started + timedelta(minutes=minutes)
    return {"kind": kind, "due_at": due.isoformat(), "started_at": started.isoformat(), "breached": used >= 1}


PLACE: dict[str, Any] = {
    "building": 5,
    "label": "和平里七区 12号楼",
    "flat": "3-501",
    "branch": "branch-3",
    "branch_name": "朝阳分公司",
    "station": "和平里二热力站",
    "loop": "高区",
    "lat": 39.96,
    "lon": 116.42,
    "certain": True,
}
OAK_STREET = PLACE | {"label": "Oak Street 14", "flat": "22", "branch_name": "North", "station": "Oak Street station"}
HOSPITAL = PLACE | {"label": "朝阳医院 门诊楼", "flat": "", "station": "呼家楼一热力站"}
SOMEWHERE = PLACE | {"label": "“烟草局后面那栋楼”", "flat": "", "certain": False, "station": ""}


def sample_card(now: datetime, number: int, *clock: dict[str, Any], **changes: Any) -> CardDict:
    """A work-order card like those on a board, with ``changes``."""
    card: CardDict = {
        "type": "work_order",
        "id": number,
        "number": f"WO-{number:06d}",
        "version": 3,
        "status": "dispatched",
        "open": True,
        "urgency": "urgent",
        "priority": "P1",
        "order_type": "leak",
        "category": "leak",
        "handling": "visit",
        "place": PLACE,
        "crew": {"id": 7, "name": "抢修7组"},
        "reports": 1,
        "external": None,
        "key_site": "",
        "deadlines": list(clock),
        "logged_at": (now - timedelta(minutes=4)).isoformat(),
        "stage_at": (now - timedelta(minutes=2)).isoformat(),
        "escalation_level": 0,
        "returns": 0,
        "suspended_reason": "",
        "guidance_until": None,
        "guided": "",
        "incident": "",
    }
    return card | changes


def sample_cards(now: datetime) -> list[CardDict]:
    """Cards that show every mark once."""
    city = {"source": "12345", "due_at": (now + timedelta(hours=2)).isoformat()}
    calm = {"urgency": "non_urgent", "priority": "P3", "category": "low_temperature"}

    def clock(step: str, used: float, minutes: float) -> dict[str, Any]:
        return _deadline(now, f"work_order.{step}", used, minutes)

    leak = sample_card(now, 17, clock("accept", 1.4, 5), escalation_level=2, reports=3, external=city)
    no_heat = sample_card(now, 18, clock("on_site", 0.86, 60), priority="P2", status="en_route", category="no_heat")
    cold = sample_card(now, 19, clock("guidance", 0.55, 30), **calm, status="triaged", handling="remote_first")
    burst = sample_card(now, 20, clock("restored", 0.2, 720), status="working", category="burst", incident="IN-000004")
    waits = sample_card(now, 21, **calm, status="suspended", place=OAK_STREET, suspended_reason="not_home")
    done = sample_card(now, 22, clock("call_back", 0.4, 1440), **calm, status="done", reports=2)
    return [
        leak,
        no_heat | {"place": OAK_STREET},
        cold | {"crew": None, "place": SOMEWHERE, "returns": 1, "guidance_until": cold["deadlines"][0]["due_at"]},
        burst | {"place": HOSPITAL, "key_site": "朝阳医院", "reports": 12},
        waits,
        done,
    ]


def sample_timeline(now: datetime) -> list[dict[str, Any]]:
    """The life of one order."""
    start = now - timedelta(minutes=41, seconds=13)
    rows: list[tuple[float, str, str, str, str]] = [
        (0, "李秀英", "接到来电并登记", "暖气立管跑水，楼道里有蒸汽", "urgent"),
        (0.07, "系统", "判为紧急 P1：有人居住的房间进水", "规则版本 12", ""),
        (0.9, "王调度", "派给抢修7组", "", ""),
        (2.9, "Timer", "Not accepted within 2 minutes: the station head was told", "escalation level 1", "warn"),
        (3.4, "Crew 7", "Accepted", "", ""),
        (31.5, "Crew 7", "Arrived on site", "39.96012, 116.42077", ""),
        (41.2, "Crew 7", "Finished: valve replaced, room 19.5 °C", "Responsibility: outside the flat", "ok"),
    ]
    return [
        {"at": start + timedelta(minutes=minutes), "actor": actor, "sentence": sentence, "detail": detail, "tone": tone}
        for minutes, actor, sentence, detail, tone in rows
    ]


PARTS = {
    "colours": _("Colours"),
    "type": _("Type"),
    "buttons": _("Buttons"),
    "fields": _("Fields"),
    "marks": _("Marks"),
    "clocks": _("Clocks"),
    "cards": _("Cards"),
    "table": _("Table"),
    "strips": _("Strips"),
    "dialog": _("Dialog"),
    "timeline": _("Timeline"),
    "states": _("States"),
    "stats": _("Figures"),
    "phone": _("Phone"),
    "icons": _("Icons"),
}
ICONS = (
    "phone", "board", "alert", "report", "wrench", "crew", "pin", "search", "check", "cross", "clock", "plus",
    "user", "theme", "globe", "arrow", "back", "chevron", "thermometer", "exit", "bell", "offline", "key-site", "flow",
)  # fmt: skip


def _source(part: str) -> str:
    template = get_template(f"styleguide/parts/{part}.html").template  # type: ignore[attr-defined]
    text: str = template.source
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("{% load")]
    return "\n".join(lines)


def sample_context() -> dict[str, Any]:
    """Everything the style guide shows."""
    now = timezone.now()
    bound = SampleForm(
        {"channel": "phone", "place": "", "indoor_temp_c": "cold", "text": "暖气片下面漏水，已经流到楼下"}
    )
    bound.is_valid()
    shares = ((0.2, 720), (0.55, 60), (0.86, 60), (1.3, 10), (0.1, 4320))
    return {
        "parts": [
            {"name": part, "title": title, "template": f"styleguide/parts/{part}.html", "source": _source(part)}
            for part, title in PARTS.items()
        ],
        "form": SampleForm(auto_id="id_plain_%s"),
        "bound": bound,
        "cards": sample_cards(now),
        "events": sample_timeline(now),
        "deadlines": [_deadline(now, "work_order.on_site", share, minutes) for share, minutes in shares],
        "icons": ICONS,
        "statuses": [
            "triaged", "dispatched", "accepted", "en_route", "on_site", "working",
            "suspended", "done", "closed", "merged", "cancelled",
        ],
        "priorities": ["P1", "P2", "P3", "P4"],
        "channels": ["phone", "12345", "wechat", "app", "counter"],
        "tab_samples": [
            {"label": _("To call back"), "url": "#stats", "active": True, "count": 12},
            {"label": _("Called back"), "url": "#stats", "active": False, "count": 230},
        ],
        "tones": ["info", "ok", "warn", "urgent", "hold", "alarm"],
    }  # fmt: skip
