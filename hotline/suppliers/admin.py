"""Other suppliers in the administration: edited here, or brought by a file."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heating_ops.admin_pages import ReadOnlyAdmin

from .importing import MOST_BYTES, UnreadableSuppliers, import_suppliers
from .models import Referral, Supplier, SupplierArea

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Supplier]
    _Inline = admin.TabularInline[SupplierArea, Supplier]
    _ModelForm = forms.ModelForm[SupplierArea]
else:
    _ModelAdmin = admin.ModelAdmin
    _Inline = admin.TabularInline
    _ModelForm = forms.ModelForm


class AreaForm(_ModelForm):
    """An area; how it sounds is written with its name."""

    class Meta:
        model = SupplierArea
        fields: Final = ("kind", "name")

    def clean(self) -> dict[str, Any]:
        """Refuse a name that says nothing.

        :raises ValidationError: names the field
        """
        told: dict[str, Any] = super().clean() or {}
        area = SupplierArea(kind=told.get("kind", ""), name=told.get("name", "")).sounded()
        if told.get("name") and not area.says_enough():
            self.add_error("name", _("This name is too short to tell places apart."))
        self.instance.pinyin = area.pinyin
        return told


class AreaInline(_Inline):
    """What a supplier serves."""

    model = SupplierArea
    form = AreaForm
    extra = 1


class UploadForm(forms.Form):
    """A table of suppliers."""

    file = forms.FileField(label=gettext_lazy("CSV file"))


@admin.register(Supplier)
class SupplierAdmin(_ModelAdmin):
    """Suppliers; one that calls were sent on to is switched off, not deleted."""

    list_display = ("name_zh_hans", "name_en", "phone", "area_count", "active")
    list_filter = ("active",)
    search_fields = ("name_zh_hans", "name_en", "phone", "areas__name")
    inlines = (AreaInline,)
    change_list_template = "admin/suppliers_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Supplier]:
        """Each with the number of its areas."""
        return super().get_queryset(request).annotate(areas_served=Count("areas", distinct=True))

    @admin.display(description=gettext_lazy("areas"))
    def area_count(self, supplier: Any) -> int:
        """How many names it serves."""
        return int(supplier.areas_served)

    def get_urls(self) -> list[URLPattern]:
        """The page that takes a file comes before the pages of single suppliers."""
        upload = self.admin_site.admin_view(self.upload)
        return [path("import/", upload, name="hotline_supplier_import"), *super().get_urls()]

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Take a file whole or not at all; every wrong line is named."""
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                imported = import_suppliers(file.read(MOST_BYTES + 1))
            except UnreadableSuppliers as unreadable:
                form.add_error("file", unreadable.problems)
            else:
                messages.success(request, imported.in_words())
                return redirect("admin:hotline_supplier_changelist")
        context = self.admin_site.each_context(request) | {"form": form, "title": _("Import suppliers")}
        return render(request, "admin/suppliers_import.html", context, status=400 if form.errors else 200)


@admin.register(Referral)
class ReferralAdmin(ReadOnlyAdmin):
    """Calls that were another supplier's."""

    list_display = ("call", "supplier", "told")
    list_select_related = ("call", "supplier")
    list_filter = ("supplier", "told")
