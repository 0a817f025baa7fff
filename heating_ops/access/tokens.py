"""Signing in by token, read in one prepared query: programs send it with every request."""

from typing import Final

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext_lazy as _
from rest_framework import authentication, exceptions
from rest_framework.authtoken.models import Token

from heating_ops.prepared import Prepared

from .models import User

_FIELDS: Final = User._meta.concrete_fields
_NAMES: Final = [field.attname for field in _FIELDS]
_USER_OF: Final = Prepared(
    f"SELECT {', '.join(f'u.{field.column}' for field in _FIELDS)}"  # noqa: S608 - names out of our own models
    f" FROM {User._meta.db_table} u JOIN {Token._meta.db_table} t ON t.user_id = u.id WHERE t.key = $1",
    "varchar",
)


class TokenAuthentication(authentication.TokenAuthentication):
    """``Authorization: Token …``; what is signed in is always read, so that a taken-away token stops at once."""

    def authenticate_credentials(self, key: str) -> tuple[User, str]:
        """Find whose token this is.

        :raises AuthenticationFailed: nobody's, or somebody's who may not sign in any more
        """
        row = _USER_OF.row(key)
        if row is None:
            raise exceptions.AuthenticationFailed(_("This token is not known."))
        user = User.from_db(DEFAULT_DB_ALIAS, _NAMES, row)
        if not user.is_active:
            raise exceptions.AuthenticationFailed(_("This account is switched off."))
        return user, key
