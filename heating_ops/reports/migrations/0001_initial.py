"""The measures of the reports, each with its source."""

from decimal import Decimal
from typing import Any

import django.core.validators
from django.db import migrations, models

from heating_ops.reports.default_standards import STANDARDS


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per measure, none confirmed locally."""
    row = apps.get_model("reports", "Standard")
    row.objects.bulk_create(row(code=code, value=Decimal(value), source=source) for code, value, source in STANDARDS)


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.CreateModel(
            name="Standard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("room_temperature_c", "Room temperature at least, °C"),
                            ("handled_within_hours", "Handled within, hours"),
                            ("target_percent", "Target of the rates, %"),
                        ],
                        max_length=32,
                        unique=True,
                        verbose_name="measure",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=1,
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal(1)),
                            django.core.validators.MaxValueValidator(Decimal(1000)),
                        ],
                        verbose_name="value",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("confirmed_locally", models.BooleanField(default=False, verbose_name="confirmed locally")),
            ],
            options={"verbose_name": "report standard", "verbose_name_plural": "report standards"},
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
