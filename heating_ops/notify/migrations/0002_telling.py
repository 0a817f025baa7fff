"""Telling people: channels, ways, plans, notices; states of messages get their present names."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_NEW_NAMES = """
UPDATE notify_message SET state = CASE WHEN attempts > 0 AND last_error <> '' THEN 'failed' ELSE 'queued' END
WHERE state = 'waiting'"""
_OLD_NAMES = "UPDATE notify_message SET state = 'waiting' WHERE state IN ('queued', 'sending', 'failed')"


class Migration(migrations.Migration):

    dependencies = [
        ('notify', '0001_messages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('took_ms', models.PositiveIntegerField(blank=True, null=True, verbose_name='milliseconds')),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='error')),
            ],
            options={
                'verbose_name': 'attempt',
                'verbose_name_plural': 'attempts',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('kind', models.CharField(choices=[('apprise', 'Apprise (WeCom, DingTalk, e-mail and others)'), ('http_template', 'A request of our own to a gateway')], max_length=16, verbose_name='kind')),
                ('audience', models.CharField(choices=[('staff', 'Staff'), ('customers', 'Customers')], default='staff', max_length=12, verbose_name='for')),
                ('policy', models.CharField(choices=[('at_least_once', 'Twice is better than never: it is sent again'), ('at_most_once', 'Once: it is never sent again by itself')], default='at_least_once', max_length=16, verbose_name='if in doubt')),
                ('enabled', models.BooleanField(default=False, verbose_name='in use')),
                ('keeps_quiet_hours', models.BooleanField(default=True, verbose_name='keeps quiet hours')),
                ('timeout_s', models.PositiveSmallIntegerField(default=5, verbose_name='seconds a request may take')),
                ('give_up_after_s', models.PositiveIntegerField(default=7200, verbose_name='seconds after which a message is given up')),
                ('url', models.TextField(blank=True, verbose_name='address of the gateway')),
                ('secret', models.TextField(blank=True, verbose_name='secret')),
                ('headers', models.JSONField(blank=True, default=dict, verbose_name='headers')),
                ('method', models.CharField(choices=[('POST', 'POST'), ('GET', 'GET')], default='POST', max_length=4, verbose_name='method')),
                ('content_type', models.CharField(default='application/json', max_length=60, verbose_name='content type')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('success_path', models.CharField(blank=True, max_length=80, verbose_name='where the answer says it worked')),
                ('success_value', models.CharField(blank=True, max_length=80, verbose_name='what it says then')),
                ('id_path', models.CharField(blank=True, max_length=80, verbose_name="where the answer has the message's number")),
                ('key_header', models.CharField(blank=True, default='Idempotency-Key', max_length=40, verbose_name='header for the key')),
            ],
            options={
                'verbose_name': 'channel',
                'verbose_name_plural': 'channels',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=200, verbose_name='address')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('signed_out_at', models.DateTimeField(blank=True, null=True, verbose_name='signed out at')),
            ],
            options={
                'verbose_name': 'way to a person',
                'verbose_name_plural': 'ways to people',
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=40, verbose_name='topic')),
                ('subject', models.CharField(blank=True, max_length=60, verbose_name='subject')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='link')),
                ('params', models.JSONField(default=dict, verbose_name='particulars')),
                ('urgent', models.BooleanField(verbose_name='urgent')),
                ('key', models.CharField(max_length=100, verbose_name='key')),
                ('told_at', models.DateTimeField(verbose_name='told at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
                ('withheld', models.CharField(blank=True, choices=[('off_duty', 'Off duty')], max_length=12, verbose_name='not told because')),
                ('bundle', models.CharField(blank=True, max_length=60, verbose_name='told together as')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
            },
        ),
        migrations.CreateModel(
            name='NotifyStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True, verbose_name='code')),
                ('value', models.PositiveIntegerField(verbose_name='value')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'number of telling',
                'verbose_name_plural': 'numbers of telling',
            },
        ),
        migrations.CreateModel(
            name='PlanStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(blank=True, max_length=40, verbose_name='topic')),
                ('urgent', models.BooleanField(verbose_name='urgent')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place')),
                ('wait_s', models.PositiveIntegerField(verbose_name='seconds until the next step')),
                ('until', models.CharField(choices=[('read', 'read in the inbox'), ('delivered', 'delivered, or read in the inbox')], default='read', max_length=10, verbose_name='unless')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'step of a plan',
                'verbose_name_plural': 'steps of plans',
                'ordering': ['topic', '-urgent', 'place'],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(blank=True, choices=[('zh-hans', 'Simplified Chinese'), ('en', 'English')], max_length=10, verbose_name='language')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='quiet from')),
                ('quiet_until', models.TimeField(blank=True, null=True, verbose_name='quiet until')),
            ],
            options={
                'verbose_name': 'wish about messages',
                'verbose_name_plural': 'wishes about messages',
            },
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_sent_has_time',
        ),
        migrations.RemoveIndex(
            model_name='message',
            name='message_waiting',
        ),
        migrations.RemoveIndex(
            model_name='message',
            name='message_stream_waiting',
        ),
        migrations.AddField(
            model_name='message',
            name='delivered_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='delivered at'),
        ),
        migrations.AddField(
            model_name='message',
            name='place',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='place'),
        ),
        migrations.AddField(
            model_name='message',
            name='policy',
            field=models.CharField(choices=[('at_least_once', 'Twice is better than never: it is sent again'), ('at_most_once', 'Once: it is never sent again by itself')], default='at_least_once', max_length=16, verbose_name='if in doubt'),
        ),
        migrations.AddField(
            model_name='message',
            name='provider_id',
            field=models.CharField(blank=True, max_length=120, verbose_name='number at the gateway'),
        ),
        migrations.AddField(
            model_name='message',
            name='reason',
            field=models.CharField(blank=True, choices=[('read', 'It was read in the inbox before'), ('delivered', 'It was delivered another way before'), ('off_duty', 'The person is off duty'), ('signed_out', 'The person signed out of this channel'), ('channel_off', 'The channel is switched off'), ('unknown', 'Nobody knows whether it was sent; this channel sends nothing twice'), ('refused', 'The receiver refused it'), ('too_late', 'It failed for too long'), ('undelivered', 'The gateway says that it did not arrive')], max_length=12, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='message',
            name='until',
            field=models.CharField(blank=True, choices=[('read', 'read in the inbox'), ('delivered', 'delivered, or read in the inbox')], max_length=10, verbose_name='unless'),
        ),
        migrations.AlterField(
            model_name='message',
            name='state',
            field=models.CharField(choices=[('queued', 'Queued'), ('sending', 'Being sent'), ('sent', 'Sent'), ('delivered', 'Delivered'), ('failed', 'Failed, is tried again'), ('given_up', 'Given up'), ('skipped', 'Not needed')], default='queued', max_length=9, verbose_name='state'),
        ),
        migrations.RunSQL(_NEW_NAMES, _OLD_NAMES),
        migrations.AddField(
            model_name='attempt',
            name='message',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='notify.message'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('timeout_s__gte', 1), ('timeout_s__lte', 8)), name='channel_timeout_below_lease'),
        ),
        migrations.AddField(
            model_name='message',
            name='channel',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='notify.channel', verbose_name='channel'),
        ),
        migrations.AddField(
            model_name='contactpoint',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_points', to='notify.channel'),
        ),
        migrations.AddField(
            model_name='contactpoint',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_points', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='message',
            name='notice',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='notify.notice'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state__in', ('queued', 'sending', 'failed'))), fields=['next_try_at', 'id'], name='message_open'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state__in', ('queued', 'sending', 'failed')), models.Q(('stream', ''), _negated=True)), fields=['stream', 'id'], name='message_stream_open'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('provider_id', ''), _negated=True), fields=['channel', 'provider_id'], name='message_at_gateway'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('sent', 'delivered')), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='message_sent_has_time'),
        ),
        migrations.AddField(
            model_name='planstep',
            name='channel',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='notify.channel'),
        ),
        migrations.AddField(
            model_name='wish',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notify_wish', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='contactpoint',
            constraint=models.UniqueConstraint(fields=('user', 'channel'), name='contact_point_one_per_channel'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['user', '-id'], name='notice_of_user'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at__isnull', True), ('withheld', '')), fields=['user', 'urgent'], name='notice_unread'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['user', 'told_at'], name='notice_recent'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('bundle', ''), _negated=True), fields=['bundle'], name='notice_bundle'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('user', 'key'), name='notice_told_once'),
        ),
        migrations.AddConstraint(
            model_name='planstep',
            constraint=models.UniqueConstraint(fields=('topic', 'urgent', 'place'), name='plan_step_place'),
        ),
        migrations.AddConstraint(
            model_name='wish',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='wish_quiet_hours_whole'),
        ),
    ]
