"""How long a ring may stay without a word of the exchange."""

from typing import Any

from django.db import migrations

from hotline.telephony.standards import FORGOTTEN_RING, SHIPPED


def load(apps: Any, schema_editor: Any) -> None:
    """Write the row, unless a new installation has it already."""
    seconds, source = SHIPPED[FORGOTTEN_RING]
    columns = {"seconds": seconds, "source": source}
    apps.get_model("hotline", "DeskStandard").objects.get_or_create(code=FORGOTTEN_RING, defaults=columns)


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0004_missed_without_a_number'),
    ]

    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
