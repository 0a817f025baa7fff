"""What the desk knows, with the articles that ship as first versions."""

from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from hotline.knowledge.search import index
from hotline.knowledge.shipped import shipped_articles


def load(apps: Any, schema_editor: Any) -> None:
    """Write the articles, published and none confirmed locally."""
    articles, versions = (apps.get_model("hotline", name).objects for name in ("Article", "ArticleVersion"))
    now = timezone.now()
    for columns, words in shipped_articles():
        article = articles.create(**columns)
        version = versions.create(
            article=article, number=1, state="published", written_at=now, published_at=now, **words
        )
        index(article, version)
        article.save(update_fields=["head", "haystack"])


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0020_seats'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('no_heat', 'No heat'), ('low_temperature', 'Not warm enough'), ('uneven', 'Uneven heat'), ('leak', 'Leak'), ('burst', 'Burst, hot water or steam outside'), ('noise', 'Noise'), ('station_fault', 'Fault in a heat station'), ('equipment', 'Valve, meter or fitting'), ('billing', 'Bill or contract'), ('service', 'Complaint or praise'), ('enquiry', 'Enquiry'), ('not_our_customer', 'Not our customer')], max_length=20), blank=True, default=list, size=None, verbose_name='categories')),
                ('items', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='catalogue items')),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='tags')),
                ('owner', models.CharField(blank=True, max_length=60, verbose_name='owner')),
                ('review_by', models.DateField(blank=True, null=True, verbose_name='to be reviewed by')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('confirmed_locally', models.BooleanField(default=False, verbose_name='confirmed locally')),
                ('head', models.CharField(blank=True, max_length=400)),
                ('haystack', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='ArticleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('replaced', 'Replaced')], default='draft', max_length=9, verbose_name='state')),
                ('title_en', models.CharField(max_length=80, verbose_name='title in English')),
                ('title_zh_hans', models.CharField(max_length=80, verbose_name='title in Chinese')),
                ('body_en', models.TextField(max_length=6000, verbose_name='text in English')),
                ('body_zh_hans', models.TextField(max_length=6000, verbose_name='text in Chinese')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='why it was changed')),
                ('written_at', models.DateTimeField(verbose_name='written at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='hotline.article')),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'version of an article',
                'verbose_name_plural': 'versions of articles',
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('article', 'number'), name='article_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('article',), name='article_one_draft'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('article',), name='article_one_published'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(('published_at__gte', models.F('written_at')), ('state__in', ['published', 'replaced'])), _connector='OR'), name='article_published_when')],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
