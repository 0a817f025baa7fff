"""Making call-backs: how critical a caller is, and one row per caller."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from heating_ops.network.models import Household
from hotline.models import Call
from workorders.catalogue import Danger, Priority

from .models import CallBack, Why

KEY_SITE: Final = 0
VULNERABLE: Final = 1
_LONGEST_OF_OURS: Final = 12
_OF_PRIORITY: Final = {Priority.P1: 2, Priority.P2: 3, Priority.P3: 4, Priority.P4: 5}


def digits_of(number: str) -> str:
    """What makes two written numbers the same one: the digits, without the country's."""
    digits = "".join(sign for sign in number if sign.isdigit())
    if digits.startswith("0086"):
        return digits.removeprefix("0086")
    return digits.removeprefix("86") if len(digits) > _LONGEST_OF_OURS else digits


def ranks(calls: Sequence[Call]) -> dict[int, int]:
    """How critical each caller is: a key site, a vulnerable household, then by priority. By the call's id."""
    homes = Household.objects.filter(building__in={call.building_id for call in calls if call.building_id})
    frail = {
        (home.building_id, mark)
        for home in homes.filter(vulnerable=True)
        for mark in (digits_of(home.phone), str(home).casefold())
        if mark
    }

    def rank(call: Call) -> int:
        if call.work_order is not None and call.work_order.key_site_name:
            return KEY_SITE
        marks = {(call.building_id, digits_of(call.caller_phone)), (call.building_id, call.flat.casefold())}
        if call.answers.get(Danger.VULNERABLE_PERSON) or marks & frail:
            return VULNERABLE
        priority = call.work_order.priority if call.work_order is not None else call.triage["priority"]
        return _OF_PRIORITY[Priority(priority)]

    return {call.pk: rank(call) for call in calls}


def one_per_number(calls: Iterable[Call]) -> list[Call]:
    """One call of every caller: the city line's ticket, which is answered for, else the newest; nameless ones all."""
    chosen: dict[str, Call] = {}
    for call in calls:
        key = digits_of(call.caller_phone) or f"call {call.pk}"
        before = chosen.get(key)
        if before is None or (call.channel == "12345", call.pk) > (before.channel == "12345", before.pk):
            chosen[key] = call
    return sorted(chosen.values(), key=lambda call: call.pk)


def made(calls: Sequence[Call], *, why: Why, due_at: datetime, now: datetime, **columns: Any) -> list[CallBack]:
    """Insert a call-back for each of these calls; who has an open one for this reason keeps it.

    :returns: the new ones
    """
    waiting = set(CallBack.objects.filter(call__in=calls, why=why, state="open").values_list("call_id", flat=True))
    rank_of = ranks(calls)
    return CallBack.objects.bulk_create(
        CallBack(
            **{
                "call": call,
                "why": why,
                "work_order_id": call.work_order_id,
                "incident_id": call.incident_id,
                "rank": rank_of[call.pk],
                "opened_at": now,
                "due_at": due_at,
            }
            | columns
        )
        for call in calls
        if call.pk not in waiting
    )
