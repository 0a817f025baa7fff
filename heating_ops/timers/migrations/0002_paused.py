"""A paused deadline stands still and keeps its row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timers", "0001_initial")]
    operations = [
        migrations.RemoveIndex(model_name="deadline", name="deadline_open_due"),
        migrations.AddField(
            model_name="deadline", name="paused_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(
                    ("cancelled_at__isnull", True), ("fired_at__isnull", True), ("paused_at__isnull", True)
                ),
                name="deadline_open_due",
            ),
        ),
    ]
