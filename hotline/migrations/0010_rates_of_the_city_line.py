"""How soon a ticket of the city line is answered, and the targets of its three rates."""

from typing import Any

import django.core.validators
from django.db import migrations, models

from hotline.call_backs.rules import ANSWERED_WITHIN, RESOLVED, RESPONSE, SATISFIED, SHIPPED


def load(apps: Any, schema_editor: Any) -> None:
    """Write the rows, unless a new installation has them already."""
    rules = apps.get_model("hotline", "CallBackRule")
    for code in (ANSWERED_WITHIN, RESPONSE, RESOLVED, SATISFIED):
        value, source = SHIPPED[code]
        rules.objects.get_or_create(code=code, defaults={"value": value, "source": source})


class Migration(migrations.Migration):

    dependencies = [
        ("hotline", "0009_joined_how"),
    ]

    operations = [
        migrations.AlterField(
            model_name="callbackrule",
            name="value",
            field=models.PositiveIntegerField(
                validators=[django.core.validators.MaxValueValidator(43200)], verbose_name="value"
            ),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
