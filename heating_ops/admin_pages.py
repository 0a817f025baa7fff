"""What the administration's pages share: records that are only read, and rules whose changes say from what to what.

It knows none of our apps, so that every one of them may use it.
"""

import re
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline

_LARGEST_DIGITS = 18


class _OnlyRead:
    """Nothing is added, changed or deleted here: writes go through the commands, which keep the journal."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


class ReadOnlyAdmin(_OnlyRead, ModelAdmin):
    """Records to look up, newest first; found by id, by the number people read out, or by ``search_fields``."""

    ordering = ("-pk",)
    list_per_page = 50
    # Counting a year of events for every page would take longer than reading the page.
    show_full_result_count = False
    number_prefix = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Take "WO-000017" and "17" for the id 17."""
        written = re.fullmatch(rf"(?:{self.number_prefix})?0*([1-9]\d*)", search_term.strip(), re.IGNORECASE)
        if self.number_prefix and written and len(written[1]) < _LARGEST_DIGITS:
            by_number = queryset.filter(pk=int(written[1]))
            if by_number.exists():
                return by_number, False
        return super().get_search_results(request, queryset, search_term)


class ReadOnlyInline(_OnlyRead, TabularInline):
    """Rows shown with the record they belong to."""

    extra = 0
    can_delete = False


class RuleAdmin(ModelAdmin):
    """Numbers with a source; the record of changes says from what to what, and none is deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A rule that is gone could not be told from one that was forgotten."""
        return False

    def construct_change_message(self, request: HttpRequest, form: Form, formsets: Any, add: bool = False) -> Any:
        """Say every changed value before and after; an addition is told by Django's own words."""
        if add:
            return super().construct_change_message(request, form, formsets, add)
        changes = [
            _("%(field)s: %(before)s → %(after)s")
            % {
                "field": form.fields[name].label or name,
                "before": localize(form.initial.get(name)),
                "after": localize(form.cleaned_data[name]),
            }
            for name in form.changed_data
        ]
        return "; ".join(changes)


class StandardAdmin(RuleAdmin):
    """Numbers that the code asks for by their code: none is added, and what each is for stays."""

    list_filter = ("confirmed_locally",)
    ordering = ("code",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The code asks for these and for no other."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only the number, its source and whether it is confirmed may change."""
        return ("code",)
