"""Orders that are done and wait for their call-back: each of their callers gets a row, due as the order was."""

from datetime import timedelta
from typing import Any

from django.db import migrations

_DAY = timedelta(days=1)
_PLACE = {"P1": 2, "P2": 3, "P3": 4, "P4": 5}


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per number of every done order, as opening by the command does."""
    orders, calls = apps.get_model("workorders", "WorkOrder"), apps.get_model("hotline", "Call")
    rows = apps.get_model("hotline", "CallBack")
    clocks = apps.get_model("timers", "Deadline").objects.filter(kind="work_order.call_back", cancelled_at=None)
    done = {order.pk: order for order in orders.objects.filter(status="done")}
    due = dict(clocks.filter(subject__in=[f"work_order:{pk}" for pk in done]).values_list("subject", "due_at"))
    gathered = dict(
        apps.get_model("incidents", "IncidentWorkOrder")
        .objects.filter(work_order__in=done)
        .values_list("work_order_id", "incident_id")
    )
    # An order that was merged into a done one brought its callers along.
    target = dict(orders.objects.filter(status="merged").values_list("pk", "merged_into_id"))
    chosen: dict[tuple[int, str], Any] = {}
    for call in calls.objects.filter(work_order__in=[*done, *target]).order_by("pk").iterator():
        order_id = call.work_order_id
        while order_id in target:
            order_id = target[order_id]
        if order_id not in done:
            continue
        digits = "".join(sign for sign in call.caller_phone if sign.isdigit())[-11:]
        before = chosen.get((order_id, digits or f"call {call.pk}"))
        if before is None or before.channel != "12345" or call.channel == "12345":
            chosen[(order_id, digits or f"call {call.pk}")] = call
    made = []
    for (order_id, _number), call in chosen.items():
        order = done[order_id]
        since = order.done_at or order.stage_at
        frail = call.answers.get("vulnerable_person")
        made.append(
            rows(
                call=call,
                why="after_work",
                work_order=order,
                incident_id=gathered.get(order_id),
                rank=0 if order.key_site_name else 1 if frail else _PLACE[order.priority],
                opened_at=since,
                due_at=due.get(f"work_order:{order_id}", since + _DAY),
            )
        )
    rows.objects.bulk_create(made, batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ("hotline", "0007_call_backs"),
        ("timers", "0003_jobrun"),
    ]

    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
