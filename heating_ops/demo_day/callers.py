"""What people call about on an ordinary winter day."""

from datetime import datetime, timedelta
from typing import Any, Final

from hotline.commands import Report, log_call
from hotline.guidance.commands import Guided
from hotline.guidance.refusals import NotAlone
from hotline.models import Call, CallOutcome, Channel, GuidanceOutcome, PlaceMatch
from hotline.suppliers.referring import SentOn
from workorders import commands
from workorders.catalogue import Category, Danger, Extent, Status

from .stage import Home, Stage
from .work import Work

# What callers say, with how often (parts of a hundred) and whether they name a temperature.
_SAYINGS: Final[list[tuple[int, Category, str, bool]]] = [
    (14, Category.LOW_TEMPERATURE, "客厅温度上不去，穿着外套还是冷，请师傅来测一下", True),
    (12, Category.LOW_TEMPERATURE, "今年暖气比去年差，孩子写作业手都是凉的", True),
    (12, Category.LOW_TEMPERATURE, "卧室那组暖气上面热下面凉，是不是堵了", True),
    (8, Category.UNEVEN, "阳面热阴面不热，两个屋差好几度", True),
    (9, Category.NO_HEAT, "早上起来暖气全凉了，家里有老人", False),
    (8, Category.NO_HEAT, "我们这个单元都没暖气，群里都在说", False),
    (6, Category.LEAK, "暖气片接口往外渗水，拿盆接着呢", False),
    (3, Category.LEAK, "卫生间立管滴水，楼下都漏湿了", False),
    (5, Category.NOISE, "暖气管半夜咕噜咕噜响，睡不着", False),
    (13, Category.ENQUIRY, "请问停暖手续怎么办理", False),
    (10, Category.NOT_OUR_CUSTOMER, "我们小区是物业自己的锅炉房，找你们管吗", False),
]
_CHANNELS: Final = ([Channel.PHONE, Channel.CITY_LINE, Channel.APP], [70, 22, 8])
_CITY_LINE_HOURS: Final = 24
# What is tried by telephone first, how often, and what it comes to (parts of a hundred).
_GUIDED: Final = (Category.LOW_TEMPERATURE, Category.UNEVEN, Category.NOISE)
_GUIDED_OF_ALL: Final = 0.4
_GUIDANCE_CAME_TO: Final = (
    [GuidanceOutcome.SOLVED_REMOTELY, GuidanceOutcome.VISIT_NEEDED, GuidanceOutcome.NOT_REACHED],
    [50, 40, 10],
)
_TOLD_OF_ALL: Final = 0.9


def plan_call(stage: Stage, begins: datetime) -> None:
    """Let somebody call at some time of the day, about something."""
    _part, category, text, names_temperature = stage.chance.choices(_SAYINGS, [part for part, *_rest in _SAYINGS])[0]
    home = stage.chance.choice(stage.homes)
    channel = stage.chance.choices(*_CHANNELS)[0]
    temperature = round(stage.chance.gauss(15.6, 1.4), 1) if names_temperature else None

    def call(moment: datetime) -> None:
        said: dict[str, Any] = {"category": category, "text": text, "channel": channel, "indoor_temp_c": temperature}
        try:
            taken = take(stage, home, moment, guided=_guided(stage, category, channel), **said)
        except NotAlone:
            # Somebody of the house called before: guidance alone cannot end that.
            taken = take(stage, home, moment, **said)
        order = taken.work_order
        if taken.outcome == CallOutcome.ORDER_OPENED and order is not None and order.status == Status.TRIAGED:
            Work(stage, order, moment)

    stage.after(begins, 0, (stage.ends - begins).total_seconds() / 60, call)


def take(
    stage: Stage,
    home: Home,
    moment: datetime,
    *,
    category: Category,
    text: str,
    channel: Channel = Channel.PHONE,
    indoor_temp_c: float | None = None,
    dangers: tuple[str, ...] = (),
    extent: Extent = Extent.FLAT,
    guided: Guided | None = None,
) -> Call:
    """Let the operator log a call from a home; trouble beyond the flat is logged for the building."""
    sent_on = _sent_on(stage) if category == Category.NOT_OUR_CUSTOMER else None
    flat = home.flat if extent != Extent.SEVERAL_BUILDINGS else ""
    due_at = moment + timedelta(hours=_CITY_LINE_HOURS)
    report = Report(
        channel=channel,
        category=category,
        place=_place(home, flat, sent_on),
        place_match=PlaceMatch.UNMATCHED if sent_on else PlaceMatch.EXACT,
        reported_at=moment,
        caller_phone=home.phone,
        text=text,
        answers={danger: danger in dangers for danger in Danger.values},
        indoor_temp_c=indoor_temp_c,
        extent=extent,
        external=commands.External(channel, due_at) if channel == Channel.CITY_LINE else None,
        sent_on=sent_on,
        guided=guided,
    )
    return log_call(report=report, actor=stage.operator, now=moment)


def _guided(stage: Stage, category: Category, channel: Channel) -> Guided | None:
    """What guidance came to while the caller was on the line, if it was tried."""
    if channel != Channel.PHONE or category not in _GUIDED or stage.chance.random() > _GUIDED_OF_ALL:
        return None
    return Guided(stage.chance.choices(*_GUIDANCE_CAME_TO)[0])


def _sent_on(stage: Stage) -> SentOn | None:
    """The supplier the caller belongs to; in the hurry not every caller is told whom to call."""
    if not stage.suppliers:
        return None
    return SentOn(stage.chance.choice(stage.suppliers), told=stage.chance.random() < _TOLD_OF_ALL)


def _place(home: Home, flat: str, sent_on: SentOn | None) -> commands.Place:
    """The caller's home; in words when it lies in the area of another supplier."""
    area = sent_on.supplier.areas.order_by("id").first() if sent_on else None
    if area is not None:
        return commands.Place(text=area.name, certain=False)
    return commands.Place(building=home.building, flat=flat, key_site=home.building.key_site_name)
