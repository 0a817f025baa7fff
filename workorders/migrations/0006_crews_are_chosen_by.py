"""The points crews are chosen by, and the skills each kind of work needs; none confirmed locally."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import migrations, models

from workorders.crew_choice.default_rules import SKILLS, STANDARDS


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per number and per skill, each with its source."""
    standard, skill = (apps.get_model("workorders", name) for name in ("CrewChoiceStandard", "SkillNeeded"))
    standard.objects.bulk_create(standard(code=code, value=value, source=source) for code, value, source in STANDARDS)
    skill.objects.bulk_create(
        skill(order_type=order_type, category=category, skill=code, source=source)
        for order_type, category, code, source in SKILLS
    )


class Migration(migrations.Migration):

    dependencies = [
        ('workorders', '0005_guidance_by_telephone'),
    ]

    operations = [
        migrations.CreateModel(
            name='CrewChoiceStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('skill_missing', 'Points for each missing skill'), ('other_branch', 'Points for another branch'), ('per_km', 'Points for each kilometre'), ('per_km_urgent', 'Points for each kilometre, urgent order'), ('distance_most', 'Points for distance, at most'), ('position_missing', 'Points for an unknown position'), ('position_old', 'Points for an old position'), ('position_believed_minutes', 'A position is believed for, minutes'), ('in_hand', 'Points for each order in hand'), ('en_route', 'Points while under way to another order'), ('on_site', 'Points while at work on another order'), ('shift_ending', 'Points when the shift is about to end'), ('shift_left_minutes', 'A shift is about to end, minutes before'), ('long_on_duty', 'Points when long on duty'), ('on_duty_hours', 'Long on duty is, hours'), ('short_rest', 'Points for a short rest before the shift'), ('rest_hours', 'Rest before a shift is short under, hours'), ('no_vehicle', 'Points without a vehicle')], max_length=32, unique=True, verbose_name='measure')),
                ('value', models.PositiveSmallIntegerField(validators=[MaxValueValidator(1000)], verbose_name='value')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'standard for choosing crews',
                'verbose_name_plural': 'standards for choosing crews',
            },
        ),
        migrations.CreateModel(
            name='SkillNeeded',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order_type', models.CharField(choices=[('leak', 'Leak repair'), ('no_heat', 'Restore heat'), ('low_temperature', 'Temperature visit'), ('noise', 'Noise'), ('station', 'Station repair'), ('equipment', 'Valve or meter work')], max_length=16, verbose_name='type')),
                ('category', models.CharField(blank=True, choices=[('no_heat', 'No heat'), ('low_temperature', 'Not warm enough'), ('uneven', 'Uneven heat'), ('leak', 'Leak'), ('burst', 'Burst, hot water or steam outside'), ('noise', 'Noise'), ('station_fault', 'Fault in a heat station'), ('equipment', 'Valve, meter or fitting'), ('billing', 'Bill or contract'), ('service', 'Complaint or praise'), ('enquiry', 'Enquiry'), ('not_our_customer', 'Not our customer')], max_length=20, verbose_name='category')),
                ('skill', models.CharField(choices=[('heating', 'Heating, in the flat'), ('pipe', 'Pipe repair'), ('welding', 'Welding'), ('chamber', 'Chambers and ducts'), ('electrical', 'Station electrics')], max_length=16, verbose_name='skill')),
                ('needed', models.BooleanField(default=True, verbose_name='needed')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'skill needed',
                'verbose_name_plural': 'skills needed',
                'ordering': ['order_type', 'category', 'skill'],
                'constraints': [models.UniqueConstraint(fields=('order_type', 'category', 'skill'), name='skill_needed_once')],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
