"""What the tests of call-backs say often: callers, an order brought to its end, and what somebody said."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from order_cast import brought
from town import MORNING

from heating_ops.network.addresses import building_by_id
from hotline.call_backs import commands
from hotline.commands import Report, log_call
from hotline.models import Call, CallBack, Channel, PlaceMatch
from workorders.catalogue import Category
from workorders.commands import Place
from workorders.models import WorkOrder


def caller(
    town: SimpleNamespace, phone: str = "13800000001", *, building: Any = None, now: datetime = MORNING, **said: Any
) -> Call:
    """Somebody of Sunshine Garden 1 has no heat: a trouble of the whole building, which the next callers join."""
    house = building_by_id((building or town.house_1).pk)
    place = Place(building=house, flat=said.pop("flat", "1-101"), key_site=house.key_site_name if house else "")
    report: dict[str, Any] = {
        "channel": Channel.PHONE,
        "category": Category.NO_HEAT,
        "place": place,
        "place_match": PlaceMatch.EXACT,
        "reported_at": now,
        "caller_phone": phone,
        "text": "家里没有暖气",
    }
    return log_call(report=Report(**(report | said)), actor=town.actor("olga"), now=now)


def finish(town: SimpleNamespace, order: WorkOrder, *, now: datetime = MORNING) -> WorkOrder:
    """Bring an order from dispatch to the crew's word that it is done."""
    return brought(town, order, "dispatch", "accept", "depart", "arrive", "start", "complete", now=now)


def done_order(town: SimpleNamespace, *phones: str, **said: Any) -> WorkOrder:
    """An order of as many callers as there are numbers, done."""
    calls = [caller(town, phone, **said) for phone in phones or ("13800000001",)]
    order = calls[0].work_order
    assert order is not None
    assert {call.work_order_id for call in calls} == {order.pk}
    return finish(town, order)


def open_ones(**where: Any) -> list[CallBack]:
    """The call-backs somebody still has to make, the oldest first."""
    return list(CallBack.objects.filter(state="open", **where).order_by("pk"))


def said(town: SimpleNamespace, one: CallBack, outcome: str = "solved", who: str = "olga", **words: Any) -> CallBack:
    """Somebody says how the call went; what an outcome needs is there unless it is taken away."""
    needed: dict[str, dict[str, Any]] = {
        "solved": {"temperature_c": 20.0, "room": "客厅", "satisfied": "very"},
        "not_solved": {"note": "还是凉的", "satisfied": "not"},
        "no_number": {"note": "营业厅来的，没留电话"},
    }
    given = needed.get(outcome, {}) | {"now": MORNING} | words
    return commands.result(call_back_id=one.pk, outcome=outcome, actor=town.actor(who), **given)
