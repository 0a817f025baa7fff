"""When the times of a deadline were set: what was due before then is not late."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timers", "0004_marks")]
    operations = [
        migrations.AddField(
            model_name="deadline",
            name="set_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
    ]
