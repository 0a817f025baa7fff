"""Rings of the telephone exchange, its events, and the desk's own numbers as they ship."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hotline.telephony.standards import SHIPPED


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per number, none confirmed locally."""
    standards = apps.get_model("hotline", "DeskStandard")
    standards.objects.bulk_create(
        standards(code=code, seconds=seconds, source=source) for code, (seconds, source) in SHIPPED.items()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0002_problem_items'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('seconds', models.PositiveIntegerField(verbose_name='seconds')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'standard of the desk',
                'verbose_name_plural': 'standards of the desk',
            },
        ),
        migrations.CreateModel(
            name='Ring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exchange_id', models.CharField(max_length=64, unique=True, verbose_name='call id of the exchange')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='telephone')),
                ('line', models.CharField(blank=True, max_length=20, verbose_name='line')),
                ('rang_at', models.DateTimeField(verbose_name='rang at')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('connected', models.BooleanField(default=False)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('take_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('missed_at', models.DateTimeField(blank=True, null=True, verbose_name='missed at')),
                ('filed_at', models.DateTimeField(blank=True, null=True, verbose_name='filed at')),
                ('owed', models.CharField(blank=True, choices=[('', 'Nothing owed'), ('waiting', 'To call back'), ('called_back', 'Called back'), ('joined', 'Caller rang again')], default='', max_length=12, verbose_name='call-back')),
                ('called_by_since', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('call', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rings', to='hotline.call')),
                ('called_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ring',
                'verbose_name_plural': 'rings',
            },
        ),
        migrations.CreateModel(
            name='ExchangeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_id', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(choices=[('ringing', 'Ringing'), ('answered', 'Answered'), ('ended', 'Ended'), ('missed', 'Missed')], max_length=10)),
                ('at', models.DateTimeField()),
                ('heard_at', models.DateTimeField()),
                ('ring', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heard', to='hotline.ring')),
            ],
            options={
                'verbose_name': 'event of the exchange',
                'verbose_name_plural': 'events of the exchange',
            },
        ),
        migrations.AddIndex(
            model_name='ring',
            index=models.Index(fields=['rang_at'], name='ring_by_time'),
        ),
        migrations.AddIndex(
            model_name='ring',
            index=models.Index(condition=models.Q(('owed', 'waiting'), models.Q(('call__isnull', True), ('ended_at__isnull', True), ('missed_at__isnull', True)), _connector='OR'), fields=['rang_at'], name='ring_open'),
        ),
        migrations.AddIndex(
            model_name='ring',
            index=models.Index(condition=models.Q(('owed', 'waiting')), fields=['number'], name='ring_owed_by_number'),
        ),
        migrations.AddConstraint(
            model_name='ring',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('missed_at__isnull', True), _connector='OR'), name='ring_answered_or_missed'),
        ),
        migrations.AddConstraint(
            model_name='ring',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('missed_at__isnull', True), ('owed', '')), models.Q(('missed_at__isnull', False), ('owed__in', ['waiting', 'called_back', 'joined'])), _connector='OR'), name='ring_missed_is_owed_until_settled'),
        ),
        migrations.AddConstraint(
            model_name='ring',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('call__isnull', True), ('filed_at__isnull', True)), models.Q(('call__isnull', False), ('filed_at__isnull', False)), _connector='OR'), name='ring_filed_with_its_call'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
