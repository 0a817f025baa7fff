"""Categories for valves and meters, bills, complaints; the shipped triage rules learn them."""

from typing import Any

from django.db import migrations, models

_EQUIPMENT = {
    "id": "equipment",
    "when": {"category": ["equipment"]},
    "then": {"priority": "P3", "handling": "remote_first"},
    "reason": {
        "en": "A valve, meter or fitting: contact first, then visit",
        "zh-hans": "阀门、热表等设备：先电话联系，再上门",
    },
    "source": "P: proposal, to be confirmed locally",
    "confirmed": False,
}
_NO_FIELD_WORK = ["billing", "service", "enquiry", "not_our_customer"]


def teach(apps: Any, schema_editor: Any) -> None:
    """Load a new version of the rules that were loaded before; a fresh database has it already."""
    rules = apps.get_model("workorders", "TriageRules")
    before = rules.objects.filter(version="2026-1", active=True).first()
    if before is None or rules.objects.filter(version="2026-2").exists():
        return
    learnt: list[dict[str, Any]] = []
    for rule in before.rules:
        if rule["id"] == "question":
            learnt += [_EQUIPMENT, {**rule, "when": {"category": _NO_FIELD_WORK}}]
        else:
            learnt.append(rule)
    rules.objects.create(version="2026-2", rules=learnt, active=True)
    before.active = False
    before.save(update_fields=["active"])


class Migration(migrations.Migration):

    dependencies = [
        ('workorders', '0002_default_rules'),
    ]

    operations = [
        migrations.AlterField(
            model_name='workorder',
            name='category',
            field=models.CharField(choices=[('no_heat', 'No heat'), ('low_temperature', 'Not warm enough'), ('uneven', 'Uneven heat'), ('leak', 'Leak'), ('burst', 'Burst, hot water or steam outside'), ('noise', 'Noise'), ('station_fault', 'Fault in a heat station'), ('equipment', 'Valve, meter or fitting'), ('billing', 'Bill or contract'), ('service', 'Complaint or praise'), ('enquiry', 'Enquiry'), ('not_our_customer', 'Not our customer')], max_length=20, verbose_name='category'),
        ),
        migrations.AlterField(
            model_name='workorder',
            name='order_type',
            field=models.CharField(choices=[('leak', 'Leak repair'), ('no_heat', 'Restore heat'), ('low_temperature', 'Temperature visit'), ('noise', 'Noise'), ('station', 'Station repair'), ('equipment', 'Valve or meter work')], max_length=16, verbose_name='type'),
        ),
        migrations.RunPython(teach, migrations.RunPython.noop),
    ]
