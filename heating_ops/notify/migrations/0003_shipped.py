"""Channels, plans and numbers that ship: proposals, none confirmed and no channel in use."""

from typing import Any

from django.db import migrations

from heating_ops.notify.channels.shipped import CHANNELS, PLANS, SOURCE
from heating_ops.notify.standards import SHIPPED


def load(apps: Any, schema_editor: Any) -> None:
    channel, step, standard = (apps.get_model("notify", name) for name in ("Channel", "PlanStep", "NotifyStandard"))
    known = {row["code"]: channel.objects.create(**row) for row in CHANNELS}
    step.objects.bulk_create(
        step(urgent=urgent, place=place, channel=known[code], wait_s=wait, until=until, source=SOURCE)
        for urgent, steps in PLANS.items()
        for place, (code, wait, until) in enumerate(steps)
    )
    standard.objects.bulk_create(
        standard(code=code, value=value, source=source) for code, (value, source) in SHIPPED.items()
    )


class Migration(migrations.Migration):

    dependencies = [("notify", "0002_telling")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
