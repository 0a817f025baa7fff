"""Unfinished calls, and how long they are kept."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hotline.telephony.standards import DRAFT_KEPT, SHIPPED


def load(apps: Any, schema_editor: Any) -> None:
    """Write the row, unless a new installation has it already."""
    seconds, source = SHIPPED[DRAFT_KEPT]
    columns = {"seconds": seconds, "source": source}
    apps.get_model("hotline", "DeskStandard").objects.get_or_create(code=DRAFT_KEPT, defaults=columns)


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0014_told_of_planned_stop'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CallDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(verbose_name='key')),
                ('state', models.CharField(choices=[('open', 'Being typed'), ('parked', 'Parked'), ('done', 'Filed or let go')], default='open', max_length=6, verbose_name='state')),
                ('content', models.JSONField(blank=True, default=dict, verbose_name='what was typed')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('began_at', models.DateTimeField(verbose_name='began at')),
                ('updated_at', models.DateTimeField(verbose_name='kept at')),
                ('parked_at', models.DateTimeField(blank=True, null=True, verbose_name='parked at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'unfinished call',
                'verbose_name_plural': 'unfinished calls',
                'indexes': [models.Index(fields=['updated_at'], name='draft_by_age')],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='draft_once_per_key'), models.CheckConstraint(condition=models.Q(models.Q(('parked_at__isnull', False), ('state', 'parked')), models.Q(models.Q(('state', 'parked'), _negated=True), ('parked_at__isnull', True)), _connector='OR'), name='draft_parked_since'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('content', {}), _connector='OR'), name='draft_done_says_nothing')],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
