"""Load the numbers of escalation the product ships: silence, repeats, and how many reports of a community are many."""

from typing import Any

from django.db import migrations

from workorders.default_rules import COMMUNITY, PATIENCE


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per value, each with its source, none confirmed locally."""
    patience, community = (apps.get_model("workorders", name) for name in ("PatienceRule", "CommunityRule"))
    patience.objects.bulk_create(
        patience(priority=priority, silence_minutes=minutes, repeats=repeats, source=source)
        for priority, minutes, repeats, source in PATIENCE
    )
    community.objects.bulk_create(
        community(
            kind=kind, where=where, season_days_to=days, reports=reports, minutes=minutes, level=level, source=source
        )
        for kind, where, days, reports, minutes, level, source in COMMUNITY
    )


class Migration(migrations.Migration):
    dependencies = [("workorders", "0008_escalations")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
