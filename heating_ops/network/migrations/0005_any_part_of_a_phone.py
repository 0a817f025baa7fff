"""Households found by the beginning and by the middle digits of their telephone; the end has its index already."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0004_place_of")]

    operations = [
        migrations.AddIndex(
            model_name="household",
            index=models.Index(fields=["phone"], name="household_phone_forwards", opclasses=["text_pattern_ops"]),
        ),
        migrations.AddIndex(
            model_name="household",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["phone"], name="household_phone_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
