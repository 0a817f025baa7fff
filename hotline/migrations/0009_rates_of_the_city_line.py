"""How soon a ticket of the city line is answered, and the targets of its three rates."""

from typing import Any

from django.db import migrations

from hotline.call_backs.rules import ANSWERED_WITHIN, RESOLVED, RESPONSE, SATISFIED, SHIPPED


def load(apps: Any, schema_editor: Any) -> None:
    """Write the rows, unless a new installation has them already."""
    rules = apps.get_model("hotline", "CallBackRule")
    for code in (ANSWERED_WITHIN, RESPONSE, RESOLVED, SATISFIED):
        value, source = SHIPPED[code]
        rules.objects.get_or_create(code=code, defaults={"value": value, "source": source})


class Migration(migrations.Migration):

    dependencies = [
        ("hotline", "0008_call_backs_of_done_orders"),
    ]

    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
