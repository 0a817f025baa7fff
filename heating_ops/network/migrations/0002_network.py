"""What is heated, and the table its names are found by."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import heating_ops.network.address_keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0001_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Branch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=32, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
            ],
            options={
                "verbose_name": "branch",
                "verbose_name_plural": "branches",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="HeatSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cogeneration", "Cogeneration plant"),
                            ("boiler_house", "Boiler house"),
                            ("peak_boiler", "Peak-load boiler"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "heat source",
                "verbose_name_plural": "heat sources",
            },
        ),
        migrations.CreateModel(
            name="Loop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="name")),
            ],
            options={
                "verbose_name": "loop",
                "verbose_name_plural": "loops",
            },
        ),
        migrations.CreateModel(
            name="Community",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("district", models.CharField(blank=True, max_length=40, verbose_name="district")),
                ("controlled", models.BooleanField(default=False, verbose_name="controlled area")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="communities", to="network.branch"
                    ),
                ),
            ],
            options={
                "verbose_name": "community",
                "verbose_name_plural": "communities",
            },
        ),
        migrations.CreateModel(
            name="Building",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("street", models.CharField(max_length=120, verbose_name="street")),
                ("number", models.CharField(max_length=40, verbose_name="building")),
                ("flats", models.PositiveIntegerField(default=0, verbose_name="flats")),
                ("heated_area_m2", models.PositiveIntegerField(default=0, verbose_name="heated area, m²")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "street_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=heating_ops.network.address_keys.Without(
                            django.db.models.functions.text.Lower(
                                heating_ops.network.address_keys.Decomposed("street")
                            ),
                            pattern="[\\u0300-\\u036f\\s.,;:'\"·•()、。/_-]+",
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "number_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=heating_ops.network.address_keys.Without(
                            heating_ops.network.address_keys.Without(
                                heating_ops.network.address_keys.Without(
                                    django.db.models.functions.text.Lower(
                                        heating_ops.network.address_keys.Decomposed("number")
                                    ),
                                    pattern="[\\u0300-\\u036f\\s.,]+",
                                ),
                                pattern="(?<=[0-9a-z])(号楼|号|栋|幢|座|楼|#)$",
                            ),
                            pattern="^0+(?=[0-9])",
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buildings",
                        to="network.community",
                    ),
                ),
                (
                    "loop",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buildings",
                        to="network.loop",
                    ),
                ),
            ],
            options={
                "verbose_name": "building",
                "verbose_name_plural": "buildings",
            },
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.CharField(blank=True, max_length=8, verbose_name="unit")),
                ("room", models.CharField(max_length=16, verbose_name="room")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("vulnerable", models.BooleanField(default=False, verbose_name="vulnerable")),
                (
                    "building",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="households",
                        to="network.building",
                    ),
                ),
            ],
            options={
                "verbose_name": "household",
                "verbose_name_plural": "households",
            },
        ),
        migrations.CreateModel(
            name="KeySite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hospital", "Hospital"),
                            ("care_home", "Care home"),
                            ("school", "School"),
                            ("command_post", "Command post"),
                            ("isolation_site", "Isolation site"),
                            ("other", "Other key site"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=80, verbose_name="contact")),
                ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="contact phone")),
                ("backup_heat", models.CharField(blank=True, max_length=120, verbose_name="back-up heat")),
                ("plan", models.TextField(blank=True, verbose_name="plan")),
                (
                    "building",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="key_sites", to="network.building"
                    ),
                ),
            ],
            options={
                "verbose_name": "key site",
                "verbose_name_plural": "key sites",
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "line",
                    models.CharField(
                        blank=True,
                        help_text="The primary branch line it hangs on.",
                        max_length=80,
                        verbose_name="branch line",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stations", to="network.branch"
                    ),
                ),
                (
                    "heat_source",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="network.heatsource"
                    ),
                ),
            ],
            options={
                "verbose_name": "heat station",
                "verbose_name_plural": "heat stations",
            },
        ),
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("community", "Community"),
                            ("street", "Street"),
                            ("station", "Heat station"),
                            ("key_site", "Key site"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("key", models.TextField(help_text="The name folded as building addresses are.")),
                ("pinyin", models.TextField(help_text="Without tones or spaces; a Latin name is its own pinyin.")),
                ("initials", models.TextField()),
                (
                    "community",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.community"
                    ),
                ),
                (
                    "key_site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.keysite"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.station"
                    ),
                ),
            ],
            options={
                "verbose_name": "place name",
                "verbose_name_plural": "place names",
            },
        ),
        migrations.AddField(
            model_name="loop",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="loops", to="network.station"
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.UniqueConstraint(fields=("branch", "name"), name="community_unique_in_branch"),
        ),
        migrations.AddIndex(
            model_name="household",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Reverse("phone"), name="text_pattern_ops"
                ),
                name="household_phone_backwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.UniqueConstraint(
                fields=("building", "unit", "room"), name="household_unique_in_building"
            ),
        ),
        migrations.AddConstraint(
            model_name="keysite",
            constraint=models.UniqueConstraint(fields=("building", "name"), name="key_site_unique"),
        ),
        migrations.AddIndex(
            model_name="building",
            index=models.Index(fields=["street_key", "number_key"], name="building_address"),
        ),
        migrations.AddIndex(
            model_name="building",
            index=models.Index(fields=["community", "number_key"], name="building_in_community"),
        ),
        migrations.AddConstraint(
            model_name="building",
            constraint=models.UniqueConstraint(fields=("loop", "street", "number"), name="building_unique_on_loop"),
        ),
        migrations.AddConstraint(
            model_name="station",
            constraint=models.UniqueConstraint(fields=("branch", "name"), name="station_unique_in_branch"),
        ),
        migrations.AddIndex(
            model_name="placename",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["key"], name="place_name_key_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="placename",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["pinyin"], name="place_name_pinyin_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="placename",
            index=models.Index(fields=["initials"], name="place_name_initials", opclasses=["text_pattern_ops"]),
        ),
        migrations.AddConstraint(
            model_name="placename",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("community__isnull", False),
                        ("key_site__isnull", True),
                        ("kind", "community"),
                        ("station__isnull", True),
                    ),
                    models.Q(
                        ("community__isnull", True),
                        ("key_site__isnull", True),
                        ("kind", "street"),
                        ("station__isnull", True),
                    ),
                    models.Q(
                        ("community__isnull", True),
                        ("key_site__isnull", True),
                        ("kind", "station"),
                        ("station__isnull", False),
                    ),
                    models.Q(
                        ("community__isnull", True),
                        ("key_site__isnull", False),
                        ("kind", "key_site"),
                        ("station__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="place_name_points_at_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="loop",
            constraint=models.UniqueConstraint(fields=("station", "name"), name="loop_unique_in_station"),
        ),
    ]
