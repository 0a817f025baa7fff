"""Planned stops: heat stopped on purpose, with what callers are told."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0003_next_update'),
        ('network', '0004_place_of'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlannedStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('reason', models.CharField(choices=[('repair', 'Repair'), ('pipe_replaced', 'Pipe replaced'), ('connection', 'New connection'), ('pressure_test', 'Pressure test or flushing'), ('supply', 'No power or water at the station'), ('other', 'Other work')], max_length=20, verbose_name='reason')),
                ('place_text', models.CharField(max_length=300, verbose_name='place')),
                ('households', models.PositiveIntegerField(default=0, verbose_name='households affected')),
                ('public_note', models.CharField(blank=True, max_length=300, verbose_name='words for the public')),
                ('planned_at', models.DateTimeField(verbose_name='announced at')),
                ('begins_at', models.DateTimeField(verbose_name='begins at')),
                ('ends_at', models.DateTimeField(verbose_name='expected to end at')),
                ('next_update_at', models.DateTimeField(blank=True, null=True, verbose_name='next update at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='called off at')),
                ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='network.branch')),
                ('building', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='network.building')),
                ('loops', models.ManyToManyField(related_name='planned_stops', to='network.loop', verbose_name='loops affected')),
            ],
            options={
                'verbose_name': 'planned stop',
                'verbose_name_plural': 'planned stops',
                'indexes': [models.Index(condition=models.Q(('cancelled_at__isnull', True), ('ended_at__isnull', True)), fields=['begins_at'], name='planned_stop_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('begins_at'))), name='planned_stop_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('cancelled_at__isnull', True), _connector='OR'), name='planned_stop_ended_or_called_off')],
            },
        ),
    ]
