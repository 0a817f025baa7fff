"""The permission table at the door of every page and API view."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from .models import User
from .permissions import Action, may

if TYPE_CHECKING:
    from rest_framework.views import APIView

View = Callable[..., HttpResponseBase]


def permits(action: Action) -> Callable[[View], View]:
    """Let a page be seen only by roles the table gives this action.

    Somebody not signed in goes to the sign-in page; a wrong role gets 403. The
    wrapped view carries ``action``, which the test that walks every URL reads.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may(request.user, action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        wrapped = login_required(checked)
        wrapped.action = action  # type: ignore[attr-defined]
        return cast(View, wrapped)

    return decorate


class Permitted(BasePermission):
    """The same check for API views: they name their ``action`` (per method: ``actions``)."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Ask the table; a view without an action is closed to everybody."""
        action = getattr(view, "actions", {}).get(request.method) or getattr(view, "action", None)
        if action is None and view.__class__.__module__.startswith("drf_spectacular"):
            action = Action.API_DOCS
        return action is not None and may(request.user, action)


def signed_in(request: HttpRequest | Request) -> User:
    """Answer the signed-in user of a request that passed the table."""
    return cast(User, request.user)
