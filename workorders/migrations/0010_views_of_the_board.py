"""Views of the board that people save: own ones, and those shared with a role."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workorders', '0009_escalation_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BoardView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('query', models.CharField(max_length=400, verbose_name='query')),
                ('shared_with', models.CharField(blank=True, choices=[('operator', 'Hotline operator'), ('dispatcher', 'Dispatcher'), ('crew', 'Field crew'), ('duty_leader', 'Duty leader'), ('commander', 'Incident commander'), ('manager', 'Manager'), ('administrator', 'Administrator')], max_length=16, verbose_name='shared with')),
                ('saved_at', models.DateTimeField(verbose_name='saved at')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='board_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'view of the board',
                'verbose_name_plural': 'views of the board',
                'ordering': ['name', 'id'],
                'indexes': [models.Index(fields=['shared_with'], name='board_view_shared')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='board_view_one_of_each_name')],
            },
        ),
    ]
