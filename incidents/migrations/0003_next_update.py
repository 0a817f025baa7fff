"""When an incident is spoken of next, and what may be said of it until then."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_levels_and_phase_time")]
    operations = [
        migrations.AddField(
            "incident", "next_update_at", models.DateTimeField(blank=True, null=True, verbose_name="next update at")
        ),
        migrations.AddField(
            "incident", "public_note", models.CharField(blank=True, max_length=300, verbose_name="words for the public")
        ),
    ]
