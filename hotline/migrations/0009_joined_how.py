"""How a call came to what it belongs to, and how long what is finished is shown as a possible duplicate."""

from typing import Any

from django.db import migrations, models

from hotline.telephony.standards import FINISHED_RECENTLY, SHIPPED


def load(apps: Any, schema_editor: Any) -> None:
    """Add the number where a database was made before it; none is confirmed locally."""
    seconds, source = SHIPPED[FINISHED_RECENTLY]
    standards = apps.get_model("hotline", "DeskStandard")
    standards.objects.get_or_create(code=FINISHED_RECENTLY, defaults={"seconds": seconds, "source": source})


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0008_call_backs_of_done_orders'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='joined_how',
            field=models.CharField(blank=True, choices=[('', 'by the rule'), ('chosen', 'chosen by the operator'), ('different', 'a different trouble, says the operator')], default='', max_length=12, verbose_name='decided'),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
