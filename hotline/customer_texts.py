"""Callers are told by text that the crew reports the work as done, where a channel to customers is in use."""

from datetime import datetime
from typing import Final

from django.conf import settings

from heating_ops.journal.actor import Actor
from heating_ops.notify.customers import channel_in_use, tell_customer
from workorders.models import WorkOrder

from .call_backs.listening import callers_of
from .call_backs.opening import digits_of, one_per_number

WORK_DONE: Final = "customer_work_done"


def work_done(order: WorkOrder, actor: Actor, now: datetime) -> None:
    """Queue a text to everybody who reported the trouble and left a number: one a number, one a completion."""
    channel = channel_in_use()
    if channel is None:
        return
    for call in one_per_number(callers_of(order)):
        number = digits_of(call.caller_phone)
        if number:
            tell_customer(
                channel,
                phone=number,
                topic=WORK_DONE,
                params={"number": order.number, "hotline": settings.HOTLINE_NUMBER},
                key=f"{order.pk}:{order.version}:{call.pk}",
                now=now,
            )
