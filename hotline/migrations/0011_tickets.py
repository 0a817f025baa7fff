"""Tickets of other systems: their sources, how they were sorted out, what their source was told, files of calls."""


import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("hotline", "0010_rates_of_the_city_line"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChannelStandard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32, unique=True, verbose_name='code')),
                ('value', models.PositiveIntegerField(verbose_name='value')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'number of the channels',
                'verbose_name_plural': 'numbers of the channels',
            },
        ),
        migrations.CreateModel(
            name='IntakeSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('channel', models.CharField(max_length=10, verbose_name='channel')),
                ('active', models.BooleanField(default=False, verbose_name='active')),
                ('may_backdate', models.BooleanField(default=False, help_text='Its time of report counts even when it is more than fifteen minutes past.', verbose_name='may backdate')),
                ('push_url', models.URLField(blank=True, help_text='Empty: states are kept, and sent nowhere.', max_length=300, verbose_name='address for states')),
                ('secret_generation', models.PositiveIntegerField(default=1, editable=False, verbose_name='generation of the secret')),
            ],
            options={
                'verbose_name': 'source of tickets',
                'verbose_name_plural': 'sources of tickets',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='JournalCursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('board', models.CharField(max_length=40, unique=True)),
                ('seq', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='CallFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                ('state', models.CharField(choices=[('preview', 'To be looked at'), ('running', 'Being taken'), ('finished', 'Taken'), ('dropped', 'Dropped')], default='preview', max_length=8, verbose_name='state')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('bad_rows', models.PositiveIntegerField(default=0, verbose_name='rows with errors')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='hotline.intakesource')),
            ],
            options={
                'verbose_name': 'file of calls',
                'verbose_name_plural': 'files of calls',
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='number at the source')),
                ('content', models.JSONField(verbose_name='as it came')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address as written')),
                ('state', models.CharField(choices=[('to_sort', 'To sort out'), ('sorted', 'Sorted out')], max_length=8, verbose_name='state')),
                ('sorting', models.CharField(blank=True, choices=[('sure', 'Taken by its address'), ('chosen', 'Chosen by a person'), ('not_in_network', 'Not in our network'), ('other_supplier', "Another supplier's customer"), ('no_place_needed', 'No place needed')], max_length=16, verbose_name='sorting out')),
                ('score', models.PositiveSmallIntegerField(default=0, verbose_name='score of the best place')),
                ('needs_category', models.BooleanField(default=False, verbose_name='what is wrong is not known')),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='claimed at')),
                ('sorted_at', models.DateTimeField(blank=True, null=True, verbose_name='sorted out at')),
                ('call', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ticket', to='hotline.call')),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sorted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='hotline.intakesource')),
            ],
            options={
                'verbose_name': 'ticket',
                'verbose_name_plural': 'tickets',
            },
        ),
        migrations.CreateModel(
            name='FileRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('bad', 'Has errors'), ('waiting', 'Waiting'), ('taken', 'Taken'), ('known', 'Was there already'), ('refused', 'Refused')], max_length=8)),
                ('data', models.JSONField(default=dict)),
                ('errors', models.JSONField(default=list)),
                ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='hotline.callfile')),
                ('ticket', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.ticket')),
            ],
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField()),
                ('round', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('data', models.JSONField(default=dict)),
                ('ticket', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='told', to='hotline.ticket')),
            ],
            options={
                'verbose_name': 'state told to a source',
                'verbose_name_plural': 'states told to sources',
            },
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('state', 'to_sort')), fields=['received_at'], name='ticket_to_sort'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(fields=('source', 'number'), name='ticket_once_per_source'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'to_sort'), ('call__isnull', False), _connector='OR'), name='ticket_sorted_has_call'),
        ),
        migrations.AddIndex(
            model_name='filerow',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['file', 'line'], name='file_row_waiting'),
        ),
        migrations.AddConstraint(
            model_name='filerow',
            constraint=models.UniqueConstraint(fields=('file', 'line'), name='file_row_once'),
        ),
        migrations.AddConstraint(
            model_name='told',
            constraint=models.UniqueConstraint(fields=('ticket', 'sequence'), name='told_in_order'),
        ),
        migrations.AddConstraint(
            model_name='told',
            constraint=models.UniqueConstraint(fields=('ticket', 'round', 'state'), name='told_once'),
        ),
    ]
