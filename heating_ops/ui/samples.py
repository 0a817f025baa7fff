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
    channel = forms.ChoiceField(label=_("Channel"), choices=[("phone", _("Telephone")), ("12345", "12345"), ("wechat", _("WeChat"))])
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


def sample_card(now: datetime, **changes: Any) -> CardDict:
    """A work-order card like those on a board, with ``changes``."""
    card: CardDict = {
        "type": "work_order",
        "id": 17,
        "number": "WO-000017",
        "version": 3,
        "status": "dispatched",
        "open": True,
        "urgency": "urgent",
        "priority": "P1",
        "order_type": "leak",
        "category": "leak",
        "place": {
            "building": 5, "label": "和平里七区 12号楼", "flat": "3-501", "branch": "branch-3", "branch_name": "朝阳分公司",
            "station": "和平里二热力站", "loop": "高区", "lat": 39.96, "lon": 116.42, "certain": True,
        },
        "crew": {"id": 7, "name": "抢修7组"},
        "reports": 3,
        "external": {"source": "12345", "due_at": (now + timedelta(hours=2)).isoformat()},
        "key_site": "",
        "deadlines": [_deadline(now, "work_order.accept", 0.3, 5)],
        "logged_at": (now - timedelta(minutes=4)).isoformat(),
        "stage_at": (now - timedelta(minutes=2)).isoformat(),
        "escalation_level": 0,
        "returns": 0,
        "suspended_reason": "",
        "incident": "",
    }  # fmt: skip
    card.update(changes)
    return card


def sample_cards(now: datetime) -> list[CardDict]:
    """Cards that show every mark once."""
    place = sample_card(now)["place"]
    english = {**place, "label": "Oak Street 14", "flat": "22", "branch_name": "North", "station": "Oak Street station"}
    hospital = {**place, "label": "朝阳医院 门诊楼", "flat": "", "station": "呼家楼一热力站"}
    unsure = {**place, "label": "“烟草局后面那栋楼”", "flat": "", "certain": False, "station": ""}
    return [
        sample_card(now, deadlines=[_deadline(now, "work_order.accept", 1.4, 5)], escalation_level=2),
        sample_card(now, id=18, number="WO-000018", priority="P2", status="en_route", place=english, external=None, reports=1,
                    category="no_heat", deadlines=[_deadline(now, "work_order.on_site", 0.86, 60)]),
        sample_card(now, id=19, number="WO-000019", urgency="non_urgent", priority="P3", status="triaged", crew=None, external=None,
                    category="low_temperature", reports=1, place=unsure, deadlines=[_deadline(now, "work_order.dispatch", 0.55, 30)], returns=1),
        sample_card(now, id=20, number="WO-000020", status="working", place=hospital, key_site="朝阳医院", category="burst",
                    external=None, reports=12, incident="IN-000004", deadlines=[_deadline(now, "work_order.restored", 0.2, 720)]),
        sample_card(now, id=21, number="WO-000021", urgency="non_urgent", priority="P4", status="suspended", place=english, reports=1,
                    category="enquiry", external=None, suspended_reason="not_home", deadlines=[]),
        sample_card(now, id=22, number="WO-000022", urgency="non_urgent", priority="P3", status="done", category="low_temperature", reports=2,
                    external=None, deadlines=[_deadline(now, "work_order.call_back", 0.4, 1440)]),
    ]  # fmt: skip


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


PARTS = ("colours", "type", "buttons", "fields", "marks", "clocks", "cards", "table", "strips", "dialog", "timeline", "states", "stats", "phone", "icons")
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
    bound = SampleForm({"channel": "phone", "place": "", "indoor_temp_c": "cold", "text": "暖气片下面漏水，已经流到楼下"})
    bound.is_valid()
    shares = ((0.2, 720), (0.55, 60), (0.86, 60), (1.3, 10), (0.1, 4320))
    return {
        "parts": [{"name": part, "template": f"styleguide/parts/{part}.html", "source": _source(part)} for part in PARTS],
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
