"""Signing in, and everybody's first page."""

from typing import Any, Final

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from .leaving import leave
from .models import Role, User
from .permissions import Action
from .web import permits, signed_in

START_PAGES: Final[dict[Role, str]] = {
    Role.OPERATOR: "hotline:queue",
    Role.DISPATCHER: "board",
    Role.CREW: "crew:orders",
    Role.DUTY_LEADER: "board",
    Role.COMMANDER: "incidents:list",
    Role.MANAGER: "reports:daily",
    Role.ADMINISTRATOR: "admin:index",
}


class SignIn(LoginView):
    """The sign-in page."""

    template_name = "access/sign_in.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Signing out, and leaving everything that says the person is here."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leave first, while we know who it is."""
        if isinstance(request.user, User):
            leave(request.user, now=timezone.now())
        return super().post(request, *args, **kwargs)


@permits(Action.HOME)
def home(request: HttpRequest) -> HttpResponse:
    """Send each role to the page its work begins on."""
    return redirect(START_PAGES[Role(signed_in(request).role)])
