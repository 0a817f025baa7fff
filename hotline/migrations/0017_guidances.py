"""What the desk keeps of a guidance by telephone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0016_files_of_calls'),
        ('workorders', '0005_guidance_by_telephone'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Guidance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='taken at')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('tried_at', models.DateTimeField(blank=True, null=True, verbose_name='tried at')),
                ('said', models.JSONField(blank=True, default=list, verbose_name='steps said')),
                ('outcome', models.CharField(blank=True, choices=[('solved_remotely', 'Solved by telephone'), ('visit_needed', 'A visit is needed'), ('not_reached', 'Not reached')], max_length=16, verbose_name='came to')),
                ('filed_at', models.DateTimeField(blank=True, null=True, verbose_name='filed at')),
                ('filed_by', models.CharField(blank=True, max_length=60)),
                ('in_call', models.BooleanField(default=False, verbose_name='during the call')),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.problemitem')),
                ('work_order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='guidance', to='workorders.workorder')),
            ],
            options={
                'verbose_name': 'guidance by telephone',
                'verbose_name_plural': 'guidances by telephone',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('filed_at__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('filed_at__isnull', False)), _connector='OR'), name='guidance_filed_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('claimed_at__isnull', True), ('claimed_by__isnull', True)), models.Q(('claimed_at__isnull', False), ('claimed_by__isnull', False)), _connector='OR'), name='guidance_claimed_has_time')],
            },
        ),
    ]
