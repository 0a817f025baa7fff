"""What a hit says without another query, and the nearest neighbours of a misspelt name."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_network"),
    ]

    operations = [
        migrations.AddField(
            model_name="placename",
            name="branch",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.branch"
            ),
        ),
        migrations.AddField(
            model_name="placename",
            name="building",
            field=models.ForeignKey(
                help_text="Of a key site.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="network.building",
            ),
        ),
        migrations.AddField(
            model_name="placename",
            name="detail",
            field=models.TextField(blank=True, default="", help_text="What tells it from another place of this name."),
        ),
        migrations.AddIndex(
            model_name="placename",
            index=django.contrib.postgres.indexes.GistIndex(
                django.contrib.postgres.indexes.OpClass(models.F("pinyin"), name="gist_trgm_ops(siglen=64)"),
                condition=models.Q(("kind", "station"), _negated=True),
                name="place_name_nearest",
            ),
        ),
    ]
