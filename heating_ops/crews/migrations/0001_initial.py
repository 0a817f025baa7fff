"""Crews, their people and hours, and who is on duty above them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0002_network"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Crew",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                (
                    "skills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("heating", "Heating, in the flat"),
                                ("pipe", "Pipe repair"),
                                ("welding", "Welding"),
                                ("chamber", "Chambers and ducts"),
                                ("electrical", "Station electrics"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("vehicle", models.CharField(blank=True, max_length=20, verbose_name="vehicle")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="last latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="last longitude")),
                ("position_at", models.DateTimeField(blank=True, null=True, verbose_name="position reported at")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="crews", to="network.branch"
                    ),
                ),
            ],
            options={
                "verbose_name": "crew",
                "verbose_name_plural": "crews",
                "ordering": ["branch_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="CrewShift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hours", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="hours")),
                (
                    "crew",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shifts", to="crews.crew"
                    ),
                ),
            ],
            options={
                "verbose_name": "crew shift",
                "verbose_name_plural": "crew shifts",
            },
        ),
        migrations.CreateModel(
            name="DutyPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("station_head", "Station head"),
                            ("branch_dispatcher", "Branch dispatcher"),
                            ("branch_duty_leader", "Branch duty leader"),
                            ("group_office", "Group emergency office"),
                            ("group_leader", "Group leader"),
                        ],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                ("hours", django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name="hours")),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duty_posts",
                        to="network.branch",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duty_posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "duty post",
                "verbose_name_plural": "duty posts",
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_leader", models.BooleanField(default=False, verbose_name="crew leader")),
                (
                    "crew",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="crews.crew"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crew_member",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "crew member",
                "verbose_name_plural": "crew members",
            },
        ),
        migrations.AddConstraint(
            model_name="crew",
            constraint=models.UniqueConstraint(fields=("branch", "name"), name="crew_unique_in_branch"),
        ),
        migrations.AddConstraint(
            model_name="crewshift",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("crew", "="), ("hours", "&&")], name="crew_shift_no_overlap"
            ),
        ),
        migrations.AddIndex(
            model_name="dutypost",
            index=models.Index(fields=["level", "branch"], name="duty_post_level"),
        ),
    ]
