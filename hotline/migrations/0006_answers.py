"""Keep every answer to the safety questions, a no as well as a yes."""

from django.db import migrations, models

CARRY_OVER = """
UPDATE hotline_call c SET answers = coalesce(
    (SELECT jsonb_object_agg(danger, true) FROM unnest(c.dangers) AS danger), '{}'::jsonb
) WHERE cardinality(c.dangers) > 0
"""


class Migration(migrations.Migration):
    dependencies = [("hotline", "0005_forgotten_rings")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="answers",
            field=models.JSONField(blank=True, default=dict, verbose_name="answers to the safety questions"),
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="call", name="dangers"),
    ]
