"""Orders may wait for guidance by telephone before anybody is sent, each for a limited time."""

from typing import Any

from django.db import migrations, models

from workorders.default_rules import CLOCKS

PRIORITIES = ("P1", "P2", "P3", "P4")


def load(apps: Any, schema_editor: Any) -> None:
    """Add the limits where a database was made before them; none is confirmed locally."""
    clock = apps.get_model("workorders", "ClockRule")
    for step, anchor, source, allowed in CLOCKS:
        if step == "guidance":
            for priority, minutes in zip(PRIORITIES, allowed, strict=True):
                if minutes:
                    defaults = {"anchor": anchor, "minutes": minutes, "source": source}
                    clock.objects.get_or_create(step=step, priority=priority, defaults=defaults)


class Migration(migrations.Migration):

    dependencies = [
        ('workorders', '0004_external_clock'),
    ]

    operations = [
        migrations.AddField(
            model_name='workorder',
            name='guidance_outcome',
            field=models.CharField(blank=True, choices=[('solved_remotely', 'Solved by telephone'), ('visit_needed', 'A visit is needed'), ('limit_passed', 'Nobody guided in time'), ('overtaken', 'Overtaken: somebody decided otherwise')], max_length=16, verbose_name='guidance by telephone'),
        ),
        migrations.AddField(
            model_name='workorder',
            name='guidance_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='guided by telephone until'),
        ),
        migrations.AlterField(
            model_name='clockrule',
            name='step',
            field=models.CharField(choices=[('guidance', 'Guidance by telephone'), ('dispatch', 'Dispatch'), ('accept', 'Accept'), ('contact', 'First contact'), ('on_site', 'On site'), ('restored', 'Restored'), ('call_back', 'Call-back'), ('external', 'Deadline of the source')], max_length=12, verbose_name='step'),
        ),
        migrations.AddIndex(
            model_name='workorder',
            index=models.Index(condition=models.Q(('guidance_until__isnull', False)), fields=['guidance_until'], name='work_order_to_guide'),
        ),
        migrations.AddConstraint(
            model_name='workorder',
            constraint=models.CheckConstraint(condition=models.Q(('guidance_until__isnull', True), models.Q(('guidance_outcome', ''), ('status', 'triaged')), _connector='OR'), name='work_order_guided_before_anybody_is_sent'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
