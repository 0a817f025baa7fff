"""Load the numbers the weather is read by, the seasons and the cold-wave levels."""

from typing import Any

from django.db import migrations

from heating_ops.weather.default_rules import COLD_WAVE_SOURCE, COLD_WAVES, SEASONS, STANDARDS


def load(apps: Any, schema_editor: Any) -> None:
    """Write one row per value, each with its source, none confirmed locally."""
    names = ("WeatherStandard", "SeasonPeriod", "ColdWaveRule")
    standard, season, level = (apps.get_model("weather", name) for name in names)
    standard.objects.bulk_create(standard(code=code, value=value, source=source) for code, value, source in STANDARDS)
    season.objects.bulk_create(
        season(first_day=first, last_day=last, mode=mode, source=source) for first, last, mode, source in SEASONS
    )
    level.objects.bulk_create(
        level(level=name, fall_c=fall, within_hours=hours, low_at_most_c=low, source=COLD_WAVE_SOURCE)
        for name, fall, hours, low in COLD_WAVES
    )


class Migration(migrations.Migration):
    dependencies = [("weather", "0001_values_seasons_and_cold_waves")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
