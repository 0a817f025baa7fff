"""Accounts in the administration: who they are, their role, their branches; and the record of what was changed."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, F, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework.authtoken.models import TokenProxy

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import Role, User

if TYPE_CHECKING:
    _UserAdmin = UserAdmin[Any]
    _UserChangeForm = UserChangeForm[User]
    _UserCreationForm = AdminUserCreationForm[User]
else:
    _UserAdmin = UserAdmin
    _UserChangeForm = UserChangeForm
    _UserCreationForm = AdminUserCreationForm

# Rights come from the role and its table; Django's groups would be a second truth.
admin.site.unregister(Group)
# Tokens are made with ``manage.py token`` and shown once; a list of them would be a list of keys.
admin.site.unregister(TokenProxy)


def _branch_choices() -> list[tuple[int, str]]:
    # By name: access lies below network and must not import it.
    branches = apps.get_model("network", "Branch")
    return list(branches.objects.values_list("pk", "name"))


class BranchesField(forms.TypedMultipleChoiceField):
    """Branches to tick; none ticked is the whole group."""

    def __init__(self, **options: Any) -> None:
        """Read the branches when the form is shown, not when the server starts."""
        taken = ("base_field", "max_length", "choices", "coerce", "widget", "required", "label", "help_text")
        super().__init__(
            choices=_branch_choices,
            coerce=int,
            required=False,
            label=_("Branches"),
            help_text=_("None ticked: the whole group."),
            widget=forms.CheckboxSelectMultiple,
            **{name: value for name, value in options.items() if name not in taken},
        )


class AccountForm(_UserChangeForm):
    """An account with its branches as boxes to tick."""

    branch_ids = BranchesField()
    acting: User | None = None

    def clean(self) -> dict[str, Any] | None:
        """Keep administrators from locking themselves out."""
        cleaned = super().clean() or self.cleaned_data
        locked_out = cleaned.get("role") != Role.ADMINISTRATOR or not cleaned.get("is_active")
        if self.acting is not None and self.instance.pk == self.acting.pk and locked_out:
            raise ValidationError(_("You cannot take the administration from yourself. Ask another administrator."))
        return cleaned


class NewAccountForm(_UserCreationForm):
    """A new account."""

    branch_ids = BranchesField()


@admin.register(User)
class AccountAdmin(_UserAdmin):
    """Accounts. One that is not needed any more is switched off: what it did stays told under its name."""

    form = AccountForm
    add_form = NewAccountForm
    list_display = ("username", "full_name", "role", "branches", "is_active", "last_login")
    list_filter = ("role", "is_active", "may_backdate")
    search_fields = ("username", "first_name", "last_name")
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()
    list_per_page = 50
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "last_name")}),
        (_("What they may do"), {"fields": ("role", "branch_ids", "may_backdate", "is_active")}),
        (_("Times"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    *("username", "first_name", "last_name", "role", "branch_ids"),
                    *("usable_password", "password1", "password2"),
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Accounts with the names of their branches, in one query for the whole page."""
        mine = Cast(OuterRef("branch_ids"), ArrayField(BigIntegerField()))
        branches = apps.get_model("network", "Branch").objects.annotate(mine=mine)
        branches = branches.filter(mine__contains=[F("pk")])  # type: ignore[misc]  # the plugin sees a text
        names = ArraySubquery(branches.order_by("pk").values("name"))
        found: QuerySet[User] = super().get_queryset(request).annotate(branch_names=names)
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Tell the form who fills it in."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"acting": request.user})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Switched off, not deleted."""
        return False

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        """The name as it is shown to others."""
        return str(user)

    @admin.display(description=_("branches"))
    def branches(self, user: Any) -> str:
        """Their names; the whole group when none is named."""
        return ", ".join(user.branch_names) or str(_("Whole group"))

    def save_model(self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: bool) -> None:
        """Save what the role says and nothing beside it: Django's own flags open nothing here."""
        obj.is_staff = obj.is_superuser = False
        super().save_model(request, obj, form, change)


@admin.register(LogEntry)
class ChangeAdmin(ReadOnlyAdmin):
    """Who changed what in the administration, and when."""

    list_display = ("action_time", "user", "content_type", "object_repr", "what")
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr", "change_message")
    _shown: Final = ("action_time", "user", "content_type", "object_repr", "what")
    fields = _shown

    @admin.display(description=_("change"))
    def what(self, entry: LogEntry) -> str:
        """The change in words."""
        return entry.get_change_message()
