"""What a caller's word does to the work: to the order they called about, or to none yet."""

from datetime import datetime

from heating_ops.journal.actor import Actor
from heating_ops.network.addresses import building_by_id
from hotline.joining import join_key
from workorders import rules
from workorders.commands import Place, add_report, customer_said, report_trouble
from workorders.commands.refusals import SameTroubleOpen
from workorders.facts import gather
from workorders.models import WorkOrder
from workorders.queries import find_open_by_trouble
from workorders.triage import decide

from .models import CallBack, Said
from .settling import Result


def heard_about_order(one: CallBack, order: WorkOrder, said: Result, *, actor: Actor, now: datetime) -> None:
    """Let the order hear it: solved closes it, not solved makes it work again, or joins what covers the trouble."""
    try:
        customer_said(work_order_id=order.pk, answer=said.as_answer(), actor=actor, now=now)
    except SameTroubleOpen:
        rival = find_open_by_trouble(order.join_key or "")
        if said.outcome != Said.NOT_SOLVED or rival is None:
            raise
        add_report(work_order_id=rival.pk, chases=True, actor=actor, now=now)
        _belongs_to(one, rival)


def not_solved_without_order(one: CallBack, *, actor: Actor, now: datetime) -> None:
    """A caller who was gathered, guided or promised a call still has the trouble: it becomes an order, or joins one.

    A question nobody goes out for stays one; what the caller asks for now is a call of its own.
    """
    call = one.call
    building = building_by_id(call.building_id) if call.building_id else None
    facts = gather(
        category=call.category,
        dangers=call.dangers,
        extent=call.extent,
        indoor_temp_c=None if call.indoor_temp_c is None else float(call.indoor_temp_c),
        building=building,
        flat=call.flat,
        now=now,
    )
    decision = decide(facts, rules.triage_rules())
    if decision.order_type is None:
        return
    place = Place(
        building=building,
        flat=call.flat,
        text=call.place_text,
        certain=call.place_match == "exact",
        key_site=building.key_site_name if building else "",
    )
    key = join_key(
        category=call.category,
        order_type=decision.order_type,
        building_id=call.building_id,
        flat=call.flat,
        text=call.place_text,
        dangers=call.dangers,
    )
    order, _joined = report_trouble(decision=decision, place=place, join_key=key, reported_at=now, actor=actor, now=now)
    _belongs_to(one, order)


def _belongs_to(one: CallBack, order: WorkOrder) -> None:
    """From now on the caller is asked when this order is done."""
    one.work_order = one.call.work_order = order
    one.save(update_fields=["work_order"])
    one.call.save(update_fields=["work_order"])
