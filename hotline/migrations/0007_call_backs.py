"""Call-backs per caller, and their numbers as they ship."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hotline.call_backs.rules import SHIPPED


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per number, none confirmed locally."""
    rules = apps.get_model("hotline", "CallBackRule")
    rules.objects.bulk_create(
        rules(code=code, value=value, source=source) for code, (value, source) in SHIPPED.items()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0006_answers'),
        ('incidents', '0002_levels_and_phase_time'),
        ('workorders', '0003_more_categories'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CallBackRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('value', models.PositiveIntegerField(verbose_name='value')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'rule of the call-backs',
                'verbose_name_plural': 'rules of the call-backs',
            },
        ),
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('after_work', 'After the work'), ('after_guidance', 'After guidance'), ('promised', 'Promised'), ('restored', 'Heat restored')], max_length=16, verbose_name='why')),
                ('rank', models.PositiveSmallIntegerField(default=5, verbose_name='rank')),
                ('opened_at', models.DateTimeField(verbose_name='owed since')),
                ('due_at', models.DateTimeField(verbose_name='due at')),
                ('state', models.CharField(choices=[('open', 'Open'), ('settled', 'Settled')], default='open', max_length=8, verbose_name='state')),
                ('outcome', models.CharField(blank=True, choices=[('solved', 'Solved'), ('not_solved', 'Not solved'), ('no_answer', 'No answer'), ('wrong_number', 'Wrong number'), ('refused', 'Does not want to answer'), ('no_number', 'No number to call'), ('withdrawn', 'Withdrawn: there is work again')], max_length=16, verbose_name='outcome')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_tried_at', models.DateTimeField(blank=True, null=True, verbose_name='last tried at')),
                ('next_try_at', models.DateTimeField(blank=True, null=True, verbose_name='next try at')),
                ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='claimed at')),
                ('reached_at', models.DateTimeField(blank=True, null=True, verbose_name='caller reached at')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled at')),
                ('settled_by', models.CharField(blank=True, max_length=60)),
                ('satisfied', models.CharField(blank=True, choices=[('very', 'Very satisfied'), ('ok', 'Satisfied'), ('not', 'Not satisfied')], max_length=4, verbose_name='satisfied')),
                ('temperature_c', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='room temperature, °C')),
                ('room', models.CharField(blank=True, max_length=40, verbose_name='room')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_backs', to='hotline.call')),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='call_backs', to='incidents.incident')),
                ('work_order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='call_backs', to='workorders.workorder')),
            ],
            options={
                'verbose_name': 'call-back',
                'verbose_name_plural': 'call-backs',
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['-incident', 'rank', 'opened_at'], name='call_back_open'), models.Index(fields=['work_order'], name='call_back_by_order'), models.Index(fields=['settled_at'], name='call_back_by_settling')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('call', 'why'), name='call_back_one_open_per_call_and_reason'), models.UniqueConstraint(condition=models.Q(('claimed_by__isnull', False)), fields=('claimed_by',), name='call_back_one_in_hand_per_person'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at__isnull', True), ('state', 'open')), models.Q(('claimed_by__isnull', True), ('settled_at__isnull', False), ('state', 'settled'), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='call_back_settled_says_how'), models.CheckConstraint(condition=models.Q(models.Q(('claimed_at__isnull', True), ('claimed_by__isnull', True)), models.Q(('claimed_at__isnull', False), ('claimed_by__isnull', False)), _connector='OR'), name='call_back_claimed_since')],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
