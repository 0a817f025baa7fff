"""A caller who withheld the number leaves the list of missed calls by hand."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0003_rings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='ring',
            name='ring_missed_is_owed_until_settled',
        ),
        migrations.AlterField(
            model_name='ring',
            name='owed',
            field=models.CharField(blank=True, choices=[('', 'Nothing owed'), ('waiting', 'To call back'), ('called_back', 'Called back'), ('joined', 'Caller rang again'), ('no_number', 'No number to call')], default='', max_length=12, verbose_name='call-back'),
        ),
        migrations.AddConstraint(
            model_name='ring',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('missed_at__isnull', True), ('owed', '')), models.Q(('missed_at__isnull', False), ('owed__in', ['waiting', 'called_back', 'joined', 'no_number'])), _connector='OR'), name='ring_missed_is_owed_until_settled'),
        ),
    ]
