"""The numbers the channels go by, and the sources every utility has: switched off until their secret is given out."""

from typing import Any

from django.db import migrations

_NUMBERS = [
    ("sure_score", 90, "P: name and building found word for word; score_addresses takes none wrongly"),
    ("clear_distance", 10, "P: a second place this near is a question for a person"),
    ("largest_file_mb", 10, "P: ten thousand rows with long texts"),
    ("most_rows", 20000, "P: more than the calls of the busiest day in domain records (16 000)"),
    ("claim_minutes", 10, "P: who claimed a ticket and left must not keep it"),
]
_SOURCES = [
    ("12345", "市民热线12345", "12345", True),
    ("app", "手机应用", "app", False),
    ("wechat", "微信公众号", "wechat", False),
    ("counter", "营业厅", "counter", True),
]


def load(apps: Any, schema_editor: Any) -> None:
    """Load them."""
    standards = apps.get_model("hotline", "ChannelStandard")
    for code, value, source in _NUMBERS:
        standards.objects.get_or_create(code=code, defaults={"value": value, "source": source})
    sources = apps.get_model("hotline", "IntakeSource")
    for code, name, channel, may_backdate in _SOURCES:
        sources.objects.get_or_create(code=code, defaults={"name": name, "channel": channel, "may_backdate": may_backdate})


class Migration(migrations.Migration):
    dependencies = [("hotline", "0011_tickets")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
