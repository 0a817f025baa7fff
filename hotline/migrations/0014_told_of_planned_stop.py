"""A call about lost heat is answered by the planned stop that took it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0013_scripts"), ("incidents", "0004_planned_stops")]
    operations = [
        migrations.RemoveConstraint(
            model_name='call',
            name='call_outcome_has_its_record',
        ),
        migrations.AddField(
            model_name='call',
            name='planned_stop',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='incidents.plannedstop'),
        ),
        migrations.AlterField(
            model_name='call',
            name='outcome',
            field=models.CharField(choices=[('order_opened', 'Work order opened'), ('joined_order', 'Joined a work order'), ('joined_incident', 'Joined an incident'), ('told_of_stop', 'Told of a planned stop'), ('answered', 'Answered'), ('not_ours', 'Not our customer')], max_length=16, verbose_name='outcome'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['order_opened', 'joined_order']), ('work_order__isnull', False)), models.Q(('incident__isnull', False), ('outcome', 'joined_incident')), models.Q(('outcome', 'told_of_stop'), ('planned_stop__isnull', False)), ('outcome__in', ['answered', 'not_ours']), _connector='OR'), name='call_outcome_has_its_record'),
        ),
    ]
