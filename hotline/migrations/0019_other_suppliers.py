"""Other heating suppliers, what they serve, and the calls that were theirs."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import heating_ops.network.address_keys


class Migration(migrations.Migration):

    dependencies = [
        ("hotline", "0018_known_callers"),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told', models.BooleanField(verbose_name='told whom to call')),
            ],
            options={
                'verbose_name': 'call for another supplier',
                'verbose_name_plural': 'calls for other suppliers',
            },
        ),
        migrations.CreateModel(
            name='Supplier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_zh_hans', models.CharField(max_length=80, unique=True, verbose_name='name in Chinese')),
                ('name_en', models.CharField(max_length=80, verbose_name='name in English')),
                ('phone', models.CharField(max_length=30, verbose_name='hotline')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='address')),
                ('hours', models.CharField(blank=True, max_length=80, verbose_name='hours')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'other supplier',
                'verbose_name_plural': 'other suppliers',
                'ordering': ['name_zh_hans'],
            },
        ),
        migrations.CreateModel(
            name='SupplierArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('community', 'Community'), ('street', 'Street'), ('pattern', 'Every name with these words in it')], default='community', max_length=10, verbose_name='kind')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('key', models.GeneratedField(db_persist=True, expression=heating_ops.network.address_keys.Without(django.db.models.functions.text.Lower(heating_ops.network.address_keys.Decomposed('name')), pattern='[\\u0300-\\u036f\\s.,;:\'"·•()、。/_-]+'), output_field=models.TextField())),
                ('pinyin', models.TextField(default='', editable=False)),
            ],
            options={
                'verbose_name': 'area of a supplier',
                'verbose_name_plural': 'areas of suppliers',
            },
        ),
        migrations.AddField(
            model_name='referral',
            name='call',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='referral', to='hotline.call'),
        ),
        migrations.AddField(
            model_name='referral',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='hotline.supplier', verbose_name='supplier'),
        ),
        migrations.AddField(
            model_name='supplierarea',
            name='supplier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='hotline.supplier'),
        ),
        migrations.AddIndex(
            model_name='supplierarea',
            index=models.Index(fields=['key'], name='supplier_area_key'),
        ),
        migrations.AddIndex(
            model_name='supplierarea',
            index=django.contrib.postgres.indexes.GinIndex(fields=['pinyin'], name='supplier_area_pinyin', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='supplierarea',
            constraint=models.UniqueConstraint(fields=('supplier', 'key', 'kind'), name='supplier_area_once'),
        ),
        migrations.AddConstraint(
            model_name='supplierarea',
            constraint=models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='supplier_area_has_a_name'),
        ),
    ]
