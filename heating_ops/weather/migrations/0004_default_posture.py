"""Load what stands by at each cold-wave level, and the numbers by which feeds are left alone."""

from typing import Any

from django.db import migrations

from heating_ops.weather.default_rules import POSTURE, POSTURE_SOURCE, STANDARDS


def load(apps: Any, schema_editor: Any) -> None:
    """Write the rows, unless a new installation has them already."""
    standard, item = (apps.get_model("weather", name) for name in ("WeatherStandard", "PostureItem"))
    for code, value, source in STANDARDS:
        standard.objects.get_or_create(code=code, defaults={"value": value, "source": source})
    item.objects.bulk_create(
        item(level=level, place=place, words_zh_hans=chinese, words_en=english, source=POSTURE_SOURCE)
        for level, place, chinese, english in POSTURE
    )


class Migration(migrations.Migration):
    dependencies = [("weather", "0003_changes_posture_and_feeds")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
