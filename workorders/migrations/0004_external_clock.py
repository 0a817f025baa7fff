"""The deadline printed on another system's ticket is a step with a clock."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workorders', '0003_more_categories'),
    ]

    operations = [
        migrations.AlterField(
            model_name='clockrule',
            name='step',
            field=models.CharField(choices=[('dispatch', 'Dispatch'), ('accept', 'Accept'), ('contact', 'First contact'), ('on_site', 'On site'), ('restored', 'Restored'), ('call_back', 'Call-back'), ('external', 'Deadline of the source')], max_length=12, verbose_name='step'),
        ),
    ]
