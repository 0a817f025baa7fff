"""Seats, and what share of calls is to be answered in time; the sources of its seconds put right."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hotline.shift.targets import SHIPPED as TARGETS
from hotline.telephony.standards import ANSWER_GOOD, ANSWER_LATE, SEAT_FORGOTTEN, SEAT_SILENT, SHIPPED

_SOURCES_BEFORE = {
    ANSWER_GOOD: "Common promise of municipal service lines; to be confirmed locally.",
    ANSWER_LATE: "80 % within 20 s, the common service level of call centres.",
}



def load(apps: Any, schema_editor: Any) -> None:
    """Write the targets and the seconds of seats; of the old sources only those nobody has confirmed are replaced."""
    targets = apps.get_model("hotline", "DeskTarget")
    targets.objects.bulk_create(
        targets(code=code, percent=percent, source=source) for code, (percent, source) in TARGETS.items()
    )
    standards = apps.get_model("hotline", "DeskStandard").objects
    for code in (SEAT_SILENT, SEAT_FORGOTTEN):
        seconds, source = SHIPPED[code]
        standards.get_or_create(code=code, defaults={"seconds": seconds, "source": source})
    for code, said in _SOURCES_BEFORE.items():
        standards.filter(code=code, source=said, confirmed_locally=False).update(source=SHIPPED[code][1])


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0019_other_suppliers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='code')),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='percent')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
            ],
            options={
                'verbose_name': 'target of the desk',
                'verbose_name_plural': 'targets of the desk',
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__lte', 100)), name='desk_target_is_a_share')],
            },
        ),
        migrations.CreateModel(
            name='SeatSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seat', models.CharField(max_length=12, verbose_name='seat')),
                ('state', models.CharField(choices=[('on', 'On'), ('break', 'Break')], default='on', max_length=5, verbose_name='state')),
                ('reason', models.CharField(blank=True, choices=[('meal', 'Meal'), ('training', 'Training'), ('after_call', 'After-call work')], max_length=10, verbose_name='reason')),
                ('began_at', models.DateTimeField(verbose_name='began at')),
                ('state_since', models.DateTimeField(verbose_name='state since')),
                ('seen_at', models.DateTimeField(verbose_name='last seen')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='operator')),
            ],
            options={
                'verbose_name': 'seat session',
                'verbose_name_plural': 'seat sessions',
            },
        ),
        migrations.CreateModel(
            name='SeatStretch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('on', 'On'), ('break', 'Break')], max_length=5, verbose_name='state')),
                ('reason', models.CharField(blank=True, choices=[('meal', 'Meal'), ('training', 'Training'), ('after_call', 'After-call work')], max_length=10, verbose_name='reason')),
                ('began_at', models.DateTimeField(verbose_name='began at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stretches', to='hotline.seatsession')),
            ],
            options={
                'verbose_name': 'stretch of a seat session',
                'verbose_name_plural': 'stretches of seat sessions',
            },
        ),
        migrations.AddIndex(
            model_name='seatsession',
            index=models.Index(fields=['began_at'], name='seat_by_time'),
        ),
        migrations.AddConstraint(
            model_name='seatsession',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('user',), name='seat_one_per_person'),
        ),
        migrations.AddConstraint(
            model_name='seatsession',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('seat',), name='seat_one_person_each'),
        ),
        migrations.AddConstraint(
            model_name='seatsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('state', 'on')), models.Q(('reason__in', ['meal', 'training', 'after_call']), ('state', 'break')), _connector='OR'), name='seat_break_has_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='seatsession',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='seat_ends_after_it_began'),
        ),
        migrations.AddIndex(
            model_name='seatstretch',
            index=models.Index(fields=['ended_at', 'began_at'], name='seat_stretch_by_time'),
        ),
        migrations.AddConstraint(
            model_name='seatstretch',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('session',), name='seat_stretch_one_open'),
        ),
        migrations.AddConstraint(
            model_name='seatstretch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('state', 'on')), models.Q(('reason__in', ['meal', 'training', 'after_call']), ('state', 'break')), _connector='OR'), name='seat_stretch_has_its_reason'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
