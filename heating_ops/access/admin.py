"""Accounts in Django's admin: who they are, their role, their branches."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from .models import User

if TYPE_CHECKING:
    _UserAdmin = UserAdmin[Any]
else:
    _UserAdmin = UserAdmin

# Rights come from the role and its table; Django's groups would be a second truth.
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(_UserAdmin):
    """Accounts, with role and branches where Django shows groups and permissions."""

    list_display = ("username", "first_name", "role", "branch_ids", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("username", "first_name", "last_name")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "last_name")}),
        (_("What they may do"), {"fields": ("role", "branch_ids", "may_backdate", "is_active")}),
        (_("Administration"), {"fields": ("is_staff", "is_superuser")}),
        (_("Times"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "first_name", "role", "branch_ids", "usable_password", "password1", "password2"),
            },
        ),
    )
