"""``manage.py token``: what a program signs in to the API with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from heating_ops.access.models import User


class Command(BaseCommand):
    """Print a person's API token, made now if there is none."""

    help = "Print a person's API token, made now if there is none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whose token, and whether the old one is to stop working."""
        parser.add_argument("username", help="whose token")
        parser.add_argument("--new", action="store_true", help="make a new token; the old one stops working at once")

    def handle(self, *, username: str, new: bool, **options: Any) -> None:
        """Print the token and nothing else, so that a script can take it.

        :raises CommandError: nobody of this name may sign in
        """
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("There is no user named %(name)s.") % {"name": username})
        if not user.is_active:
            raise CommandError(
                _("The account %(name)s is switched off, so its token would open nothing.") % {"name": username}
            )
        with transaction.atomic():
            if new:
                Token.objects.filter(user=user).delete()
            token, _made = Token.objects.get_or_create(user=user)
        self.stdout.write(token.key)
