"""Load the rules the product ships, where none exist yet."""

from typing import Any

from django.db import migrations

from workorders.default_rules import CLOCKS, ESCALATION, ESCALATION_SOURCE, TRIAGE

PRIORITIES = ("P1", "P2", "P3", "P4")


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per value, each with its source, none confirmed locally."""
    triage, clock, chain = (apps.get_model("workorders", name) for name in ("TriageRules", "ClockRule", "EscalationRule"))
    triage.objects.create(version=TRIAGE["version"], rules=TRIAGE["rules"], active=True)
    clock.objects.bulk_create(
        clock(step=step, priority=priority, anchor=anchor, minutes=minutes, source=source)
        for step, anchor, source, allowed in CLOCKS
        for priority, minutes in zip(PRIORITIES, allowed, strict=True)
        if minutes
    )
    chain.objects.bulk_create(
        chain(level=level, priority=priority, minutes=minutes, source=ESCALATION_SOURCE)
        for level, allowed in ESCALATION
        for priority, minutes in zip(PRIORITIES, allowed, strict=True)
        if minutes is not None
    )


class Migration(migrations.Migration):
    dependencies = [("workorders", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
