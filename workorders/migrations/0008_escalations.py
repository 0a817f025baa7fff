"""What is kept of escalations: who was told and who took it, alarms of a community, supervision and chasing."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0005_any_part_of_a_phone'),
        ('workorders', '0007_clock_profiles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='workorder',
            name='chase_count',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='times chased'),
        ),
        migrations.AddField(
            model_name='workorder',
            name='escalation_stage',
            field=models.CharField(blank=True, choices=[('told', 'Nobody has it yet'), ('acknowledged', 'Somebody has it'), ('capped', 'Told as often as it may be')], max_length=12, verbose_name='escalation'),
        ),
        migrations.AddField(
            model_name='workorder',
            name='supervision_due_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='supervised until'),
        ),
        migrations.CreateModel(
            name='CommunityAlarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('place', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('no_heat', 'No heat'), ('leak', 'Leak')], max_length=12, verbose_name='kind')),
                ('where', models.CharField(choices=[('anywhere', 'anywhere'), ('key_site', 'at a key site'), ('controlled', 'in a controlled area')], max_length=12, verbose_name='where')),
                ('reports', models.PositiveIntegerField(verbose_name='reports')),
                ('minutes', models.PositiveIntegerField(verbose_name='within minutes')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='highest level told')),
                ('raised_at', models.DateTimeField(verbose_name='raised at')),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='acknowledged at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('acknowledged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='network.branch')),
                ('building', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='network.building')),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='network.community')),
            ],
            options={
                'verbose_name': 'community alarm',
                'verbose_name_plural': 'community alarms',
            },
        ),
        migrations.CreateModel(
            name='CommunityRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('no_heat', 'No heat'), ('leak', 'Leak')], max_length=12, verbose_name='kind')),
                ('where', models.CharField(choices=[('anywhere', 'anywhere'), ('key_site', 'at a key site'), ('controlled', 'in a controlled area')], max_length=12, verbose_name='where')),
                ('season_days_to', models.PositiveSmallIntegerField(blank=True, help_text='Empty: all season.', null=True, verbose_name='until this day of the season')),
                ('reports', models.PositiveSmallIntegerField(verbose_name='reports')),
                ('minutes', models.PositiveIntegerField(verbose_name='within minutes')),
                ('level', models.CharField(choices=[('station_head', 'Station head'), ('branch_dispatcher', 'Branch dispatcher'), ('branch_duty_leader', 'Branch duty leader'), ('group_office', 'Group emergency office'), ('group_leader', 'Group leader')], max_length=20, verbose_name='level told')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'community rule',
                'verbose_name_plural': 'community rules',
                'ordering': ['kind', 'where', models.OrderBy(models.F('season_days_to'), nulls_last=True)],
                'constraints': [models.UniqueConstraint(fields=('kind', 'where', 'season_days_to'), name='community_rule_unique', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('reports__gte', 1)), name='community_rule_can_be_met')],
            },
        ),
        migrations.CreateModel(
            name='CommunityTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('no_heat', 'No heat'), ('leak', 'Leak')], max_length=12)),
                ('recent', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=None)),
            ],
            options={
                'verbose_name': 'reports of a community',
                'verbose_name_plural': 'reports of communities',
                'constraints': [models.UniqueConstraint(fields=('place', 'kind'), name='community_tally_unique')],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('breach', 'A deadline was missed'), ('asked', 'Somebody asked for it'), ('chase', 'A chase was not answered'), ('supervision', 'A supervision ran out')], max_length=12, verbose_name='cause')),
                ('stage', models.CharField(choices=[('told', 'Nobody has it yet'), ('acknowledged', 'Somebody has it'), ('capped', 'Told as often as it may be')], default='told', max_length=12, verbose_name='stage')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='highest level told')),
                ('repeats', models.PositiveSmallIntegerField(default=0, verbose_name='came back')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('breach_at', models.DateTimeField(verbose_name='counted from')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('told_at', models.DateTimeField(verbose_name='last told at')),
                ('last_move_at', models.DateTimeField(blank=True, null=True, verbose_name='order last moved at')),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='acknowledged at')),
                ('capped_at', models.DateTimeField(blank=True, null=True, verbose_name='capped at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('ended_because', models.CharField(blank=True, choices=[('caught_up', 'Nothing is missed any more'), ('moved', 'The order moved on'), ('over', 'The order is over')], max_length=12, verbose_name='ended because')),
                ('acknowledged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('work_order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='escalations', to='workorders.workorder')),
            ],
            options={
                'verbose_name': 'escalation',
                'verbose_name_plural': 'escalations',
            },
        ),
        migrations.CreateModel(
            name='PatienceRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('priority', models.CharField(choices=[('P1', 'P1 danger'), ('P2', 'P2 leak or no heat'), ('P3', 'P3 not warm'), ('P4', 'P4 question')], max_length=2, unique=True, verbose_name='priority')),
                ('silence_minutes', models.PositiveIntegerField(verbose_name='minutes of silence')),
                ('repeats', models.PositiveSmallIntegerField(verbose_name='times it comes back at the most')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'silence rule',
                'verbose_name_plural': 'silence rules',
                'ordering': ['priority'],
                'constraints': [models.CheckConstraint(condition=models.Q(('silence_minutes__gte', 1)), name='patience_has_time')],
            },
        ),
        migrations.CreateModel(
            name='Supervision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('due_at', models.DateTimeField(verbose_name='due at')),
                ('passed_at', models.DateTimeField(blank=True, null=True, verbose_name='ran out at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('ended_because', models.CharField(blank=True, choices=[('done', 'The work was done'), ('leader', 'The leader ended it'), ('over', 'The order was taken off')], max_length=8, verbose_name='ended because')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('work_order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='supervisions', to='workorders.workorder')),
            ],
            options={
                'verbose_name': 'supervision',
                'verbose_name_plural': 'supervisions',
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('station_head', 'Station head'), ('branch_dispatcher', 'Branch dispatcher'), ('branch_duty_leader', 'Branch duty leader'), ('group_office', 'Group emergency office'), ('group_leader', 'Group leader')], max_length=20, verbose_name='level')),
                ('because', models.CharField(choices=[('chain', 'its time in the chain came'), ('restart', 'another deadline was missed'), ('silence', 'nothing moved'), ('asked', 'somebody asked for it'), ('chase', 'a chase was not answered'), ('supervision', 'a supervision ran out'), ('community', 'many reports of one community'), ('cap', 'told as often as it may be')], max_length=12, verbose_name='because')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('message_key', models.CharField(blank=True, max_length=80)),
                ('alarm', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='workorders.communityalarm')),
                ('escalation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='workorders.escalation')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'telling',
                'verbose_name_plural': 'tellings',
            },
        ),
        migrations.CreateModel(
            name='Chase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=500, verbose_name='what is asked')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('due_at', models.DateTimeField(verbose_name='answer due at')),
                ('passed_at', models.DateTimeField(blank=True, null=True, verbose_name='unanswered at')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('work_order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='chases', to='workorders.workorder')),
            ],
            options={
                'verbose_name': 'chase',
                'verbose_name_plural': 'chases',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('work_order',), name='chase_one_open_per_order'), models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('asked_at'))), name='chase_is_due_after_it_is_asked')],
            },
        ),
        migrations.AddConstraint(
            model_name='communityalarm',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('place', 'kind'), name='community_alarm_one_open'),
        ),
        migrations.AddConstraint(
            model_name='communityalarm',
            constraint=models.CheckConstraint(condition=models.Q(('community__isnull', False), ('building__isnull', False), _connector='XOR'), name='community_alarm_has_one_place'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['work_order', '-id'], name='escalation_by_order'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['started_at'], name='escalation_by_start'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('work_order',), name='escalation_one_open_per_order'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'acknowledged'), _negated=True), ('acknowledged_at__isnull', False), _connector='OR'), name='escalation_acknowledged_has_time'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('ended_because', ''), _negated=True), _connector='XOR'), name='escalation_ended_has_reason'),
        ),
        migrations.AddIndex(
            model_name='supervision',
            index=models.Index(fields=['started_at'], name='supervision_by_start'),
        ),
        migrations.AddConstraint(
            model_name='supervision',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('work_order',), name='supervision_one_open_per_order'),
        ),
        migrations.AddConstraint(
            model_name='supervision',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('started_at'))), name='supervision_is_due_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='supervision',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('ended_because', ''), _negated=True), _connector='XOR'), name='supervision_ended_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='telling',
            constraint=models.CheckConstraint(condition=models.Q(('escalation__isnull', False), ('alarm__isnull', False), _connector='XOR'), name='telling_is_about_one_thing'),
        ),
    ]
