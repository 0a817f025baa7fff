"""The network in Django's admin: found by name, never a drop-down of two million rows.

Places that have names keep the table of names in step: place search reads that one.
"""

import re
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.db.models.functions import Reverse
from django.forms import ModelForm
from django.http import HttpRequest

from .models import Branch, Building, Community, HeatSource, Household, KeySite, Loop, Station
from .place_names import rebuild_place_names

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

_FEWEST_PHONE_DIGITS = 4


class _Findable(_ModelAdmin):
    """A place with a name: writing or deleting it renews the table of names."""

    def save_model(self, request: HttpRequest, obj: Model, form: "ModelForm[Any]", change: bool) -> None:
        """Save, and let search know."""
        super().save_model(request, obj, form, change)
        rebuild_place_names()

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete, and let search know."""
        super().delete_model(request, obj)
        rebuild_place_names()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete several, and let search know."""
        super().delete_queryset(request, queryset)
        rebuild_place_names()


@admin.register(Branch)
class BranchAdmin(_ModelAdmin):
    """Branch companies."""

    list_display = ("name", "code")
    search_fields = ("name", "code")


@admin.register(HeatSource)
class HeatSourceAdmin(_ModelAdmin):
    """Heat sources."""

    list_display = ("name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)


@admin.register(Station)
class StationAdmin(_Findable):
    """Heat stations."""

    list_display = ("name", "branch", "heat_source", "line")
    list_filter = ("branch",)
    list_select_related = ("branch", "heat_source")
    search_fields = ("name", "line")


@admin.register(Loop)
class LoopAdmin(_ModelAdmin):
    """Secondary circuits."""

    list_display = ("name", "station")
    list_select_related = ("station",)
    raw_id_fields = ("station",)
    search_fields = ("station__name",)


@admin.register(Community)
class CommunityAdmin(_Findable):
    """Communities."""

    list_display = ("name", "branch", "district", "controlled")
    list_filter = ("branch", "controlled")
    list_select_related = ("branch",)
    search_fields = ("name",)


@admin.register(Building)
class BuildingAdmin(_Findable):
    """Buildings."""

    list_display = ("street", "number", "loop", "station", "flats")
    list_select_related = ("loop__station",)
    raw_id_fields = ("loop", "community")
    search_fields = ("street", "number")

    @admin.display(ordering="loop__station__name")
    def station(self, building: Building) -> str:
        """Answer the name of the station that feeds it."""
        return building.loop.station.name


@admin.register(Household)
class HouseholdAdmin(_ModelAdmin):
    """Flats, found by the end of a telephone number or by community."""

    list_display = ("building", "unit", "room", "phone", "vulnerable")
    list_select_related = ("building",)
    raw_id_fields = ("building",)
    # Shown as a hint that there is a search; the search itself is below.
    search_fields = ("phone",)
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search by an index, never by reading two million rows."""
        term = search_term.strip()
        if not term:
            return queryset, False
        digits = re.sub(r"\D", "", term)
        if len(digits) >= _FEWEST_PHONE_DIGITS and not re.search(r"[^\d\s+-]", term):
            backwards = queryset.alias(backwards=Reverse("phone"))
            return backwards.filter(backwards__startswith=digits[::-1]), False
        return queryset.filter(building__community__name__startswith=term), False


@admin.register(KeySite)
class KeySiteAdmin(_Findable):
    """Key sites and their plans."""

    list_display = ("name", "kind", "building", "contact", "contact_phone")
    list_filter = ("kind",)
    list_select_related = ("building",)
    raw_id_fields = ("building",)
    search_fields = ("name",)
