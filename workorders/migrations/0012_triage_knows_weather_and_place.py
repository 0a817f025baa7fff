"""Triage asks for weather, place and neighbours; the shipped rules that use them become a version of their own."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from workorders.catalogue import OPEN_STATUSES, Handling
from workorders.default_triage import TRIAGE

SHIPPED_BEFORE = ("2026-1", "2026-2")


def teach(apps: Any, schema_editor: Any) -> None:
    """Add the new version; it decides at once only where the version before it was a shipped one."""
    rules = apps.get_model("workorders", "TriageRules")
    if rules.objects.filter(version=TRIAGE["version"]).exists():
        return
    deciding = rules.objects.filter(active=True).order_by("-id").first()
    takes_over = deciding is None or deciding.version in SHIPPED_BEFORE
    rules.objects.create(version=TRIAGE["version"], rules=TRIAGE["rules"], active=takes_over)
    if takes_over:
        rules.objects.exclude(version=TRIAGE["version"]).update(active=False)


class Migration(migrations.Migration):
    dependencies = [("workorders", "0011_regrading_for_the_weather")]
    operations = [
        migrations.AlterField(
            model_name="workorder",
            name="handling",
            field=models.CharField(choices=Handling.choices, max_length=20, verbose_name="handling"),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(
                condition=Q(status__in=OPEN_STATUSES), fields=["building"], name="work_order_open_by_building"
            ),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
