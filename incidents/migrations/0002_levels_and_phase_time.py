"""Thresholds of levels as rows; since when an incident stands in its phase."""

from typing import Any

import django.utils.timezone
from django.db import migrations, models

from incidents.default_levels import LEVELS, SOURCE


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per level, with its source, not confirmed locally."""
    rule = apps.get_model("incidents", "LevelRule")
    rule.objects.bulk_create(
        rule(level=level, households_from=households, area_from_m2=area, source=SOURCE)
        for level, households, area in LEVELS
    )


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial")]
    operations = [
        migrations.AddField(
            "incident",
            "phase_at",
            models.DateTimeField(default=django.utils.timezone.now, verbose_name="in this phase since"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="LevelRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("I", "Level I (extraordinary)"),
                            ("II", "Level II (major)"),
                            ("III", "Level III (serious)"),
                            ("IV", "Level IV (ordinary)"),
                        ],
                        max_length=3,
                        unique=True,
                        verbose_name="level",
                    ),
                ),
                (
                    "households_from",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="households, from"),
                ),
                (
                    "area_from_m2",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="heated area from, m²"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("confirmed_locally", models.BooleanField(default=False, verbose_name="confirmed locally")),
            ],
            options={"verbose_name": "level rule", "verbose_name_plural": "level rules"},
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
