"""Posts, patterns, leave and swaps; a person is on duty at one place at a time."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import heating_ops.crews.duty.models
from heating_ops.crews.duty import defaults


def load(apps, schema_editor):
    """Write the numbers the product ships with."""
    rule = apps.get_model("crews", "RosterRule")
    rule.objects.bulk_create([rule(code=code, value=value, source=source) for code, value, source in defaults.RULES])


# Whoever was entered twice for the same hours is where they were entered first.
ONE_AT_A_TIME = """
UPDATE crews_dutypost later SET cancelled_at = now() WHERE EXISTS (
    SELECT 1 FROM crews_dutypost earlier
    WHERE earlier.user_id = later.user_id AND earlier.id < later.id AND earlier.hours && later.hours
)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('crews', '0001_initial'),
        ('network', '0005_any_part_of_a_phone'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PatternTurn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
            ],
            options={
                'verbose_name': 'turn of a pattern',
                'verbose_name_plural': 'turns of a pattern',
                'ordering': ['pattern_id', 'place'],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('station_head', 'Station head'), ('branch_dispatcher', 'Branch dispatcher'), ('branch_duty_leader', 'Branch duty leader'), ('group_office', 'Group emergency office'), ('group_leader', 'Group leader')], max_length=20, verbose_name='level')),
                ('people', models.PositiveSmallIntegerField(default=1, verbose_name='people needed')),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=heating_ops.crews.duty.models.every_day, size=None, verbose_name='weekdays')),
                ('begins', models.TimeField(default=datetime.time(0, 0), verbose_name='from')),
                ('ends', models.TimeField(default=datetime.time(0, 0), verbose_name='until')),
                ('swap_needs_leader', models.BooleanField(default=True, verbose_name="a swap needs the leader's word")),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
            },
        ),
        migrations.CreateModel(
            name='RosterRule',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='code')),
                ('value', models.PositiveSmallIntegerField(verbose_name='value')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'roster rule',
                'verbose_name_plural': 'roster rules',
            },
        ),
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('asked', 'Waiting for the other'), ('accepted', 'Waiting for the leader'), ('done', 'Done'), ('declined', 'Declined'), ('refused', 'Refused by the leader'), ('withdrawn', 'Withdrawn')], default='asked', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
            ],
            options={
                'verbose_name': 'swap of duties',
                'verbose_name_plural': 'swaps of duties',
            },
        ),
        migrations.AddField(
            model_name='crewshift',
            name='day',
            field=models.DateField(blank=True, null=True, verbose_name='day of the pattern'),
        ),
        migrations.AddField(
            model_name='dutypost',
            name='cancelled_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='cancelled at'),
        ),
        migrations.AddField(
            model_name='dutypost',
            name='day',
            field=models.DateField(blank=True, null=True, verbose_name='day of the pattern'),
        ),
        migrations.AddField(
            model_name='dutypost',
            name='instead_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='taken_by', to='crews.dutypost'),
        ),
        migrations.AddField(
            model_name='dutypost',
            name='origin',
            field=models.CharField(choices=[('pattern', 'By the pattern'), ('hand', 'Entered by hand'), ('swap', 'By a swap')], default='hand', max_length=8, verbose_name='how'),
        ),
        migrations.CreateModel(
            name='DutyPhone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, verbose_name='duty telephone')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='duty_phone', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'duty telephone',
                'verbose_name_plural': 'duty telephones',
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='hours')),
                ('kind', models.CharField(choices=[('annual', 'Annual leave'), ('sick', 'Sick leave'), ('personal', 'Personal leave'), ('training', 'Training or business trip')], max_length=10, verbose_name='kind')),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Granted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='asked', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaves', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'leave',
                'verbose_name_plural': 'leaves',
            },
        ),
        migrations.CreateModel(
            name='Pattern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=heating_ops.crews.duty.models.every_day, size=None, verbose_name='weekdays')),
                ('begins', models.TimeField(verbose_name='from')),
                ('ends', models.TimeField(verbose_name='until')),
                ('valid_from', models.DateField(verbose_name='first day')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('turn_days', models.PositiveSmallIntegerField(default=1, verbose_name='days a turn lasts')),
                ('turns', models.PositiveSmallIntegerField(default=1, verbose_name='turns in a round')),
                ('drawn_until', models.DateField(blank=True, null=True, verbose_name='drawn until')),
                ('crew', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='patterns', to='crews.crew')),
            ],
            options={
                'verbose_name': 'roster pattern',
                'verbose_name_plural': 'roster patterns',
            },
        ),
        migrations.AddField(
            model_name='crewshift',
            name='pattern',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='shifts', to='crews.pattern'),
        ),
        migrations.AddField(
            model_name='dutypost',
            name='pattern',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duties', to='crews.pattern'),
        ),
        migrations.AddIndex(
            model_name='dutypost',
            index=django.contrib.postgres.indexes.GistIndex(condition=models.Q(('cancelled_at__isnull', True)), fields=['hours'], name='duty_post_hours'),
        ),
        migrations.AddConstraint(
            model_name='crewshift',
            constraint=models.UniqueConstraint(fields=('pattern', 'day'), name='crew_shift_once_per_pattern_day'),
        ),
        migrations.AddConstraint(
            model_name='dutypost',
            constraint=models.UniqueConstraint(fields=('pattern', 'day'), name='duty_once_per_pattern_day'),
        ),
        migrations.RunSQL(ONE_AT_A_TIME, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='dutypost',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at__isnull', True)), expressions=[('user', '='), ('hours', '&&')], name='duty_one_at_a_time'),
        ),
        migrations.AddField(
            model_name='patternturn',
            name='pattern',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='crews.pattern'),
        ),
        migrations.AddField(
            model_name='patternturn',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='post',
            name='branch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='network.branch'),
        ),
        migrations.AddField(
            model_name='pattern',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='patterns', to='crews.post'),
        ),
        migrations.AddField(
            model_name='swap',
            name='asker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swaps_asked', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='swap',
            name='counter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='crews.dutypost'),
        ),
        migrations.AddField(
            model_name='swap',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='swap',
            name='duty',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swaps', to='crews.dutypost'),
        ),
        migrations.AddField(
            model_name='swap',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swaps_received', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='leave',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['asked', 'granted'])), expressions=[('user', '='), ('hours', '&&')], name='leave_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='leave',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'granted'), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='leave_granted_has_time'),
        ),
        migrations.AddConstraint(
            model_name='patternturn',
            constraint=models.UniqueConstraint(fields=('pattern', 'place'), name='pattern_turn_one_per_place'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(fields=('level', 'branch'), name='post_one_per_level', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='pattern',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('crew__isnull', True), ('post__isnull', False)), models.Q(('crew__isnull', False), ('post__isnull', True)), _connector='OR'), name='pattern_of_a_post_or_a_crew'),
        ),
        migrations.AddConstraint(
            model_name='pattern',
            constraint=models.CheckConstraint(condition=models.Q(('turn_days__gte', 1), ('turns__gte', 1)), name='pattern_has_turns'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'accepted'))), fields=('duty',), name='swap_one_open_per_duty'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(('asker', models.F('other')), _negated=True), name='swap_between_two'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='swap_done_was_accepted'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
