"""What is heated, from the heat source down to the flat.

``HeatSource → Station → Loop → Building → Household``; a branch (分公司) owns
stations, a community (小区) is the name people give the place they live in.
"""

import re
from typing import Final

from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.models.functions import Reverse
from django.utils.translation import gettext_lazy as _

from .address_keys import number_key_expression, street_key_expression

# How people number the lines of a plan: "1.", "2、", "(3)", "- ".
_NUMBERED: Final = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）.、．]|[-•·])\s*")


class Branch(models.Model):
    """A branch company (分公司) of the utility: its own dispatchers, crews and board."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def board_slug(self) -> str:
        """The slug of the branch's live board."""
        return f"branch-{self.pk}"


class HeatSource(models.Model):
    """A plant that feeds the primary network (热源)."""

    class Kind(models.TextChoices):
        COGENERATION = "cogeneration", _("Cogeneration plant")
        BOILER_HOUSE = "boiler_house", _("Boiler house")
        PEAK_BOILER = "peak_boiler", _("Peak-load boiler")

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)

    class Meta:
        verbose_name = _("heat source")
        verbose_name_plural = _("heat sources")

    def __str__(self) -> str:
        return self.name


class Station(models.Model):
    """A heat-exchange station (热力站): the primary network ends, loops begin."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="stations")
    heat_source = models.ForeignKey(HeatSource, on_delete=models.PROTECT, null=True, blank=True)
    name = models.CharField(_("name"), max_length=80)
    line = models.CharField(
        _("branch line"), max_length=80, blank=True, help_text=_("The primary branch line it hangs on.")
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta:
        verbose_name = _("heat station")
        verbose_name_plural = _("heat stations")
        constraints = [models.UniqueConstraint(fields=["branch", "name"], name="station_unique_in_branch")]

    def __str__(self) -> str:
        return self.name


class Loop(models.Model):
    """A secondary circuit (二次环路) from one station to its buildings."""

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="loops")
    name = models.CharField(_("name"), max_length=40)

    class Meta:
        verbose_name = _("loop")
        verbose_name_plural = _("loops")
        constraints = [models.UniqueConstraint(fields=["station", "name"], name="loop_unique_in_station")]

    def __str__(self) -> str:
        return self.name


class Community(models.Model):
    """A residential community (小区): the name callers give; found through :class:`PlaceName`."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="communities")
    name = models.CharField(_("name"), max_length=80)
    district = models.CharField(_("district"), max_length=40, blank=True)
    controlled = models.BooleanField(_("controlled area"), default=False)

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints = [models.UniqueConstraint(fields=["branch", "name"], name="community_unique_in_branch")]

    def __str__(self) -> str:
        return self.name


class Building(models.Model):
    """A building on a loop; its address is ``street`` + ``number``.

    One postal address can be fed by two stations (a long block): then there are
    two rows, and a call from that address says so instead of guessing.
    """

    loop = models.ForeignKey(Loop, on_delete=models.PROTECT, related_name="buildings", db_index=False)
    community = models.ForeignKey(
        Community, on_delete=models.PROTECT, null=True, blank=True, related_name="buildings", db_index=False
    )
    street = models.CharField(_("street"), max_length=120)
    number = models.CharField(_("building"), max_length=40)
    flats = models.PositiveIntegerField(_("flats"), default=0)
    heated_area_m2 = models.PositiveIntegerField(_("heated area, m²"), default=0)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    # Filled by the database, so that no writer can forget to fold an address.
    street_key = models.GeneratedField(
        expression=street_key_expression("street"), output_field=models.TextField(), db_persist=True
    )
    number_key = models.GeneratedField(
        expression=number_key_expression("number"), output_field=models.TextField(), db_persist=True
    )
    key_site_name: str  # there only when read through ``network.addresses``

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        constraints = [models.UniqueConstraint(fields=["loop", "street", "number"], name="building_unique_on_loop")]
        indexes = [
            models.Index(fields=["street_key", "number_key"], name="building_address"),
            models.Index(fields=["community", "number_key"], name="building_in_community"),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.number}"


class Household(models.Model):
    """A flat with a heating contract. Personal data: erasable, never copied into the journal."""

    # The unique constraint below begins with the building: two million rows need no second index on it.
    building = models.ForeignKey(Building, on_delete=models.CASCADE, related_name="households", db_index=False)
    unit = models.CharField(_("unit"), max_length=8, blank=True)
    room = models.CharField(_("room"), max_length=16)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    vulnerable = models.BooleanField(_("vulnerable"), default=False)

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        constraints = [
            models.UniqueConstraint(fields=["building", "unit", "room"], name="household_unique_in_building")
        ]
        indexes = [
            # Read backwards, one index answers the last four digits, the last seven and the whole number.
            models.Index(OpClass(Reverse("phone"), name="text_pattern_ops"), name="household_phone_backwards"),
            # The whole number and its beginning; digits from the middle need trigrams.
            models.Index(fields=["phone"], opclasses=["text_pattern_ops"], name="household_phone_forwards"),
            GinIndex(fields=["phone"], opclasses=["gin_trgm_ops"], name="household_phone_trgm"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}-{self.room}" if self.unit else self.room


class KeySite(models.Model):
    """A place that must not go cold: hospital, care home, school (一院一案: one site, one plan)."""

    class Kind(models.TextChoices):
        HOSPITAL = "hospital", _("Hospital")
        CARE_HOME = "care_home", _("Care home")
        SCHOOL = "school", _("School")
        COMMAND_POST = "command_post", _("Command post")
        ISOLATION_SITE = "isolation_site", _("Isolation site")
        OTHER = "other", _("Other key site")

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="key_sites")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    contact = models.CharField(_("contact"), max_length=80, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=20, blank=True)
    backup_heat = models.CharField(_("back-up heat"), max_length=120, blank=True)
    plan = models.TextField(_("plan"), blank=True)

    class Meta:
        verbose_name = _("key site")
        verbose_name_plural = _("key sites")
        constraints = [models.UniqueConstraint(fields=["building", "name"], name="key_site_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def duties(self) -> list[str]:
        """The plan line by line, in order, without what people number lines with."""
        return [bare for line in self.plan.splitlines() if (bare := _NUMBERED.sub("", line).strip())]


class PlaceName(models.Model):
    """A name a caller may give, in every way it may be typed: the one table place search reads.

    Derived from communities, streets without a community, stations and key sites;
    ``network.place_names.rebuild_place_names`` writes it. It stays small (some
    ten thousand rows for two million households), so that a misspelt name can be
    compared with all of them.
    """

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Community")
        STREET = "street", _("Street")
        STATION = "station", _("Heat station")
        KEY_SITE = "key_site", _("Key site")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    key = models.TextField(help_text=_("The name folded as building addresses are."))
    pinyin = models.TextField(help_text=_("Without tones or spaces; a Latin name is its own pinyin."))
    initials = models.TextField()
    detail = models.TextField(blank=True, default="", help_text=_("What tells it from another place of this name."))
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="+")
    station = models.ForeignKey(Station, on_delete=models.CASCADE, null=True, related_name="+")
    key_site = models.ForeignKey(KeySite, on_delete=models.CASCADE, null=True, related_name="+")
    building = models.ForeignKey(
        Building, on_delete=models.CASCADE, null=True, related_name="+", help_text=_("Of a key site.")
    )

    class Meta:
        verbose_name = _("place name")
        verbose_name_plural = _("place names")
        constraints = [
            models.CheckConstraint(
                name="place_name_points_at_its_kind",
                condition=(
                    models.Q(kind="community", community__isnull=False, station__isnull=True, key_site__isnull=True)
                    | models.Q(kind="street", community__isnull=True, station__isnull=True, key_site__isnull=True)
                    | models.Q(kind="station", community__isnull=True, station__isnull=False, key_site__isnull=True)
                    | models.Q(kind="key_site", community__isnull=True, station__isnull=True, key_site__isnull=False)
                ),
            )
        ]
        indexes = [
            GinIndex(fields=["key"], opclasses=["gin_trgm_ops"], name="place_name_key_trgm"),
            GinIndex(fields=["pinyin"], opclasses=["gin_trgm_ops"], name="place_name_pinyin_trgm"),
            models.Index(fields=["initials"], opclasses=["text_pattern_ops"], name="place_name_initials"),
            # Nearest neighbours of a misspelt name in 3 ms where a filter by similarity now and then takes 30.
            # Stations bear the names of communities; without them the index is half as large.
            GistIndex(
                OpClass(models.F("pinyin"), name="gist_trgm_ops(siglen=64)"),
                name="place_name_nearest",
                condition=~models.Q(kind="station"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
