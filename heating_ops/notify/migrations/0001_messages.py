"""Messages to people and systems outside."""


from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('to', models.CharField(max_length=300, verbose_name='to')),
                ('payload', models.JSONField(verbose_name='content')),
                ('key', models.CharField(max_length=120, unique=True, verbose_name='key')),
                ('stream', models.CharField(blank=True, max_length=80, verbose_name='stream')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('given_up', 'Given up')], default='waiting', max_length=8, verbose_name='state')),
                ('queued_at', models.DateTimeField(verbose_name='queued at')),
                ('next_try_at', models.DateTimeField(verbose_name='next try')),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ('last_error', models.CharField(blank=True, max_length=500, verbose_name='last error')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_try_at', 'id'], name='message_waiting'), models.Index(condition=models.Q(('state', 'waiting')), fields=['stream', 'id'], name='message_stream_waiting'), models.Index(condition=models.Q(('state', 'given_up')), fields=['id'], name='message_given_up')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='message_sent_has_time')],
            },
        ),
    ]
