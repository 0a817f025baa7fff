"""A deadline is also heard at marks on its way, and rows that fail or are over are found by an index."""

import django.contrib.postgres.fields
import django.db.models.functions.comparison
from django.db import migrations, models

# When a clock is to be looked at next: at its next mark, after the last at its end.
NEXT_AT = """
CREATE FUNCTION timers_next_at(started timestamptz, due timestamptz, marks smallint[], told smallint)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT least(due, started + (due - started) * (SELECT min(m) FROM unnest(marks) m WHERE m > told) / 100.0)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("timers", "0003_jobrun")]
    operations = [
        migrations.AddField(
            model_name="deadline",
            name="marks",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(), db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="told_mark",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.RemoveIndex(model_name="deadline", name="deadline_open_due"),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                fields=["next_attempt_at", "id"],
                condition=models.Q(
                    ("cancelled_at__isnull", True), ("fired_at__isnull", True), ("paused_at__isnull", True)
                ),
                name="deadline_open_due",
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                fields=["id"],
                condition=models.Q(("attempts__gt", 0), ("cancelled_at__isnull", True), ("fired_at__isnull", True)),
                name="deadline_failing",
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce("cancelled_at", "fired_at"),
                condition=models.Q(("fired_at__isnull", False), ("cancelled_at__isnull", False), _connector="OR"),
                name="deadline_over",
            ),
        ),
        migrations.RunSQL(
            NEXT_AT, "DROP FUNCTION timers_next_at(timestamptz, timestamptz, smallint[], smallint)"
        ),
    ]
