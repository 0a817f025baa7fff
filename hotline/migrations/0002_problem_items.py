"""The catalogue of what callers bring, with what ships; a call may name an item of it."""

from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from hotline.catalogue.shipped import shipped_items


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per item, none confirmed locally."""
    items = apps.get_model("hotline", "ProblemItem")
    items.objects.bulk_create(items(**columns) for columns in shipped_items())


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProblemItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('category', models.CharField(choices=[('no_heat', 'No heat'), ('low_temperature', 'Not warm enough'), ('uneven', 'Uneven heat'), ('leak', 'Leak'), ('burst', 'Burst, hot water or steam outside'), ('noise', 'Noise'), ('station_fault', 'Fault in a heat station'), ('equipment', 'Valve, meter or fitting'), ('billing', 'Bill or contract'), ('service', 'Complaint or praise'), ('enquiry', 'Enquiry'), ('not_our_customer', 'Not our customer')], max_length=20, verbose_name='category')),
                ('name_en', models.CharField(max_length=80, verbose_name='name in English')),
                ('name_zh_hans', models.CharField(max_length=80, verbose_name='name in Chinese')),
                ('steps', models.JSONField(blank=True, default=list, verbose_name='steps of guidance')),
                ('dangers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('person_hurt', 'Somebody scalded, trapped or fallen in'), ('water_where_people_sleep', 'Hot water or steam in a basement or where people sleep'), ('ground_sinking', 'Road or pavement sinking, bubbling or steaming'), ('water_near_electrics', 'Water near electrics or lifts, or freezing on a road'), ('vulnerable_person', 'Hospital, care home, newborn, elderly living alone')], max_length=32), blank=True, default=list, size=None, verbose_name='dangers to ask about')),
                ('outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('solved_remotely', 'Solved by telephone'), ('visit_needed', 'A visit is needed'), ('not_reached', 'Not reached')], max_length=16), default=list, size=None, verbose_name='what guidance may end in')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'catalogue item',
                'verbose_name_plural': 'catalogue items',
                'ordering': ['sort_order', 'code'],
            },
        ),
        migrations.AlterField(
            model_name='call',
            name='category',
            field=models.CharField(choices=[('no_heat', 'No heat'), ('low_temperature', 'Not warm enough'), ('uneven', 'Uneven heat'), ('leak', 'Leak'), ('burst', 'Burst, hot water or steam outside'), ('noise', 'Noise'), ('station_fault', 'Fault in a heat station'), ('equipment', 'Valve, meter or fitting'), ('billing', 'Bill or contract'), ('service', 'Complaint or praise'), ('enquiry', 'Enquiry'), ('not_our_customer', 'Not our customer')], max_length=20, verbose_name='category'),
        ),
        migrations.AddField(
            model_name='call',
            name='item',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='hotline.problemitem'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
