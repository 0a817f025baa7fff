"""The administration (Django's admin) behind the one table of rights: the role opens it, nothing else does."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from .models import User
from .permissions import Action, may


class RoleBackend(BaseBackend):
    """Lets who may administer do in the administration what its pages allow; it signs nobody in."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Ask the table, not Django's own permissions."""
        return may(user_obj, Action.ADMINISTER)

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        """Ask the table."""
        return may(user_obj, Action.ADMINISTER)


class Administration(AdminSite):
    """Accounts, rules and records."""

    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Accounts, rules and records")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """Ask the table; ``is_staff`` opens nothing."""
        return may(request.user, Action.ADMINISTER)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Refuse a wrong role; send somebody not signed in to the sign-in page everybody uses."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                return self._shut_out(request)
            answer: HttpResponse = inner(request, *args, **kwargs)
            return answer

        # Read by the test that walks every address.
        guarded.action = Action.ADMINISTER  # type: ignore[attr-defined]
        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one sign-in page, with its lock-out."""
        return self._shut_out(request)

    @staticmethod
    def _shut_out(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
