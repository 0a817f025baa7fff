"""Who a caller was taken to be and how often they had called; any part of a number finds who called before."""

from typing import Any

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from hotline.telephony.standards import REPEAT_CALL, REPEAT_SEASON, REPEAT_WEEK, SHIPPED


def load(apps: Any, schema_editor: Any) -> None:
    """Write the stretches calls are counted in, unless a new installation has them already."""
    standards = apps.get_model("hotline", "DeskStandard")
    for code in (REPEAT_CALL, REPEAT_WEEK, REPEAT_SEASON):
        seconds, source = SHIPPED[code]
        standards.objects.get_or_create(code=code, defaults={"seconds": seconds, "source": source})


class Migration(migrations.Migration):

    dependencies = [
        ("hotline", "0017_guidances"),
        ("network", "0005_any_part_of_a_phone"),
    ]

    operations = [
        migrations.CreateModel(
            name='CallerKnown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('window_seconds', models.PositiveIntegerField(verbose_name='counted as repeated within, seconds')),
                ('of_phone', models.PositiveIntegerField(default=0, verbose_name='calls of the telephone within that time')),
                ('of_phone_week', models.PositiveIntegerField(default=0, verbose_name='calls of the telephone, 7 days')),
                ('of_phone_season', models.PositiveIntegerField(default=0, verbose_name='calls of the telephone, season')),
                ('of_flat', models.PositiveIntegerField(default=0, verbose_name='calls about the flat within that time')),
                ('of_flat_week', models.PositiveIntegerField(default=0, verbose_name='calls about the flat, 7 days')),
                ('of_flat_season', models.PositiveIntegerField(default=0, verbose_name='calls about the flat, season')),
            ],
            options={
                'verbose_name': 'known caller',
                'verbose_name_plural': 'known callers',
            },
        ),
        migrations.AddIndex(
            model_name='call',
            index=django.contrib.postgres.indexes.GinIndex(fields=['caller_phone'], name='call_phone_trgm', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddField(
            model_name='callerknown',
            name='call',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='caller_known', to='hotline.call'),
        ),
        migrations.AddField(
            model_name='callerknown',
            name='household',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='network.household', verbose_name='household'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
