"""What operators read out, in versions, and what callers were told."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

from hotline.scripts.shipped import SHIPPED, SOURCE
from hotline.telephony.standards import SHIPPED as STANDARDS
from hotline.telephony.standards import STOP_BELIEVED, STOP_SHOWN_BEFORE

# The words a caller was told are read back from the version: it must stay what it was.
KEEP_WORDS = """
CREATE FUNCTION hotline_script_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a script is never edited: write a new one';
END $$;
CREATE TRIGGER script_stays BEFORE UPDATE OF situation, version, words_zh_hans, words_en ON hotline_script
    FOR EACH ROW EXECUTE FUNCTION hotline_script_stays();
"""
LET_GO = "DROP TRIGGER script_stays ON hotline_script; DROP FUNCTION hotline_script_stays();"


def load(apps: Any, schema_editor: Any) -> None:
    """Write the first version of each script and the desk's numbers for stops, none confirmed locally."""
    script, standard = apps.get_model("hotline", "Script"), apps.get_model("hotline", "DeskStandard")
    script.objects.bulk_create(
        script(
            situation=situation,
            version=1,
            words_zh_hans=chinese,
            words_en=english,
            source=SOURCE,
            active=True,
            written_at=timezone.now(),
            written_by="system:shipped",
        )
        for situation, (chinese, english) in SHIPPED.items()
    )
    for code in (STOP_SHOWN_BEFORE, STOP_BELIEVED):
        seconds, source = STANDARDS[code]
        standard.objects.get_or_create(code=code, defaults={"seconds": seconds, "source": source})


class Migration(migrations.Migration):
    dependencies = [("hotline", "0012_channel_defaults")]
    operations = [
        migrations.CreateModel(
            name='Script',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('situation', models.CharField(choices=[('incident_declared', 'Incident: heat is off'), ('incident_contained', 'Incident: leak is stopped'), ('incident_restored', 'Incident: heat is back'), ('update_late', 'The promised update is late'), ('stop_running', 'Planned stop: heat is off'), ('stop_overrun', 'Planned stop: takes longer'), ('stop_coming', 'Planned stop: coming'), ('open_order', 'A work order is open'), ('not_ours', 'Not our customer')], max_length=20, verbose_name='situation')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('words_zh_hans', models.CharField(max_length=600, verbose_name='words, Chinese')),
                ('words_en', models.CharField(max_length=600, verbose_name='words, English')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
                ('active', models.BooleanField(default=False, verbose_name='read out now')),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('written_by', models.CharField(max_length=60, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'script',
                'verbose_name_plural': 'scripts',
            },
        ),
        migrations.CreateModel(
            name='CallerTold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(verbose_name='words')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('next_update_at', models.DateTimeField(blank=True, null=True, verbose_name='next update at')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.CharField(max_length=60, verbose_name='by')),
            ],
            options={
                'verbose_name': 'told to a caller',
                'verbose_name_plural': 'told to callers',
            },
        ),
        migrations.AddConstraint(
            model_name='script',
            constraint=models.UniqueConstraint(fields=('situation', 'version'), name='script_version_of_situation'),
        ),
        migrations.AddConstraint(
            model_name='script',
            constraint=models.UniqueConstraint(condition=models.Q(('active', True)), fields=('situation',), name='script_one_active_version'),
        ),
        migrations.AddField(
            model_name='callertold',
            name='call',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='hotline.call'),
        ),
        migrations.AddField(
            model_name='callertold',
            name='script',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='told', to='hotline.script'),
        ),
        migrations.RunSQL(KEEP_WORDS, LET_GO),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
