"""Clocks run by a profile: what there was becomes "beijing", a stricter one stands beside it.

Numbers a utility changed or confirmed stay as they are.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from workorders.clock_rules.defaults import IN_FORCE, PROFILES
from workorders.clock_rules.models import STOPPABLE

PRIORITIES = ("P1", "P2", "P3", "P4")


def load(apps: Any, schema_editor: Any) -> None:
    """Write the shipped profiles; a number that is there already is kept."""
    profile_of, clock, share, stop, suspension, order = (
        apps.get_model("workorders", name)
        for name in ("ClockProfile", "ClockRule", "WarnShare", "SuspensionRule", "Suspension", "WorkOrder")
    )
    for shipped in PROFILES:
        profile = profile_of.objects.create(
            name=shipped.name,
            title_en=shipped.title_en,
            title_zh_hans=shipped.title_zh_hans,
            source=shipped.source,
            active=shipped.name == IN_FORCE,
        )
        if shipped.name == IN_FORCE:
            clock.objects.filter(profile=None).update(profile=profile)
        for row in shipped.rows:
            first, last = row.days or (None, None)
            for priority, minutes in zip(PRIORITIES, row.minutes, strict=True):
                if row.days and minutes == _all_year(shipped, row.step, priority):
                    continue
                clock.objects.get_or_create(
                    profile=profile,
                    step=row.step,
                    priority=priority,
                    season_day_from=first,
                    defaults={
                        "season_day_to": last, "anchor": row.anchor, "minutes": minutes, "source": row.source
                    },
                )
        for percent, tells in shipped.warnings:
            share.objects.create(profile=profile, percent=percent, tells=tells, source=shipped.warnings_source)
        for one in shipped.stops:
            columns = {column: name in one.stops for name, column in STOPPABLE.items()}
            stop.objects.create(
                profile=profile, reason=one.reason, longest_minutes=one.longest, source=one.source, **columns
            )
    for waits in order.objects.filter(status="suspended"):
        stood = ["contact", "on_site", "restored", "escalate"]
        suspension.objects.create(
            work_order=waits, reason=waits.suspend_reason, began_at=waits.suspended_at or waits.stage_at, stops=stood
        )
    # What was written is checked now: the columns change further down in this transaction.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _all_year(shipped: Any, step: str, priority: str) -> int:
    whole = next(row for row in shipped.rows if row.step == step and row.days is None)
    return int(whole.minutes[PRIORITIES.index(priority)])


class Migration(migrations.Migration):

    dependencies = [
        ('workorders', '0006_crews_are_chosen_by'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClockProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.SlugField(max_length=40, unique=True, verbose_name='profile')),
                ('title_en', models.CharField(max_length=80, verbose_name='title in English')),
                ('title_zh_hans', models.CharField(max_length=80, verbose_name='title in Chinese')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('active', models.BooleanField(default=False, verbose_name='in force')),
            ],
            options={
                'verbose_name': 'clock profile',
                'verbose_name_plural': 'clock profiles',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('not_home', 'Customer not at home'), ('appointment', 'Appointment made'), ('parts', 'Waiting for parts'), ('shut_off_approval', 'Waiting for approval to shut off'), ('weather', 'Weather'), ('access_restricted', 'Access restricted'), ('other_unit', 'Waiting for another unit')], max_length=20, verbose_name='suspended because')),
                ('began_at', models.DateTimeField(verbose_name='from')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('stops', models.JSONField(default=list, verbose_name='clocks that stood still')),
            ],
            options={
                'verbose_name': 'suspension',
                'verbose_name_plural': 'suspensions',
                'ordering': ['work_order', 'began_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SuspensionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
                ('reason', models.CharField(choices=[('not_home', 'Customer not at home'), ('appointment', 'Appointment made'), ('parts', 'Waiting for parts'), ('shut_off_approval', 'Waiting for approval to shut off'), ('weather', 'Weather'), ('access_restricted', 'Access restricted'), ('other_unit', 'Waiting for another unit')], max_length=20, verbose_name='suspended because')),
                ('stops_contact', models.BooleanField(default=False, verbose_name='first contact stands still')),
                ('stops_on_site', models.BooleanField(default=False, verbose_name='on site stands still')),
                ('stops_restored', models.BooleanField(default=False, verbose_name='restored stands still')),
                ('stops_external', models.BooleanField(default=False, verbose_name="the source's deadline stands still")),
                ('stops_escalation', models.BooleanField(default=False, verbose_name='escalation stands still')),
                ('longest_minutes', models.PositiveIntegerField(help_text='Then the dispatcher is told; 0 is no limit.', verbose_name='longest, minutes')),
            ],
            options={
                'verbose_name': 'suspension rule',
                'verbose_name_plural': 'suspension rules',
                'ordering': ['profile', 'reason'],
            },
        ),
        migrations.CreateModel(
            name='WarnShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='percent of the time')),
                ('tells', models.BooleanField(default=False, verbose_name='tells who has the order')),
            ],
            options={
                'verbose_name': 'warning before a deadline',
                'verbose_name_plural': 'warnings before a deadline',
                'ordering': ['profile', 'percent'],
            },
        ),
        migrations.AlterModelOptions(
            name='clockrule',
            options={'ordering': ['profile', 'step', 'priority', 'season_day_from'], 'verbose_name': 'clock rule', 'verbose_name_plural': 'clock rules'},
        ),
        migrations.RemoveConstraint(
            model_name='clockrule',
            name='clock_rule_unique',
        ),
        migrations.AddField(
            model_name='clockrule',
            name='season_day_from',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='from day of the season'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='season_day_to',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to day of the season'),
        ),
        migrations.AddField(
            model_name='workorder',
            name='stood_seconds',
            field=models.PositiveIntegerField(default=0, verbose_name='stood still, seconds'),
        ),
        migrations.AddConstraint(
            model_name='clockprofile',
            constraint=models.UniqueConstraint(condition=models.Q(('active', True)), fields=('active',), name='clock_profile_one_in_force'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='profile',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='workorders.clockprofile'),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.UniqueConstraint(fields=('profile', 'step', 'priority', 'season_day_from'), name='clock_rule_unique', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('season_day_from__isnull', True), ('season_day_to__isnull', True)), models.Q(('season_day_from__gte', 1), ('season_day_to__gte', models.F('season_day_from'))), _connector='OR'), name='clock_rule_days_in_order'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='work_order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suspensions', to='workorders.workorder'),
        ),
        migrations.AddField(
            model_name='suspensionrule',
            name='profile',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='workorders.clockprofile'),
        ),
        migrations.AddField(
            model_name='warnshare',
            name='profile',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='workorders.clockprofile'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('work_order',), name='suspension_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='suspensionrule',
            constraint=models.UniqueConstraint(fields=('profile', 'reason'), name='suspension_rule_unique'),
        ),
        migrations.AddConstraint(
            model_name='warnshare',
            constraint=models.UniqueConstraint(fields=('profile', 'percent'), name='warn_share_unique'),
        ),
        migrations.AddConstraint(
            model_name='warnshare',
            constraint=models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__lte', 99)), name='warn_share_before_the_end'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='clockrule',
            name='profile',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='workorders.clockprofile'),
        ),
    ]
