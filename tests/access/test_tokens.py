"""Signing in by token, and the command that prints one."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient


def ask(key: str) -> int:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return int(client.get("/api/places/?q=1").status_code)


def token(*arguments: str) -> str:
    said = StringIO()
    call_command("token", *arguments, stdout=said)
    return said.getvalue().strip()


def test_a_token_signs_in_and_stays_the_same(town: SimpleNamespace) -> None:
    first = token("olga")
    assert ask(first) == 200
    assert token("olga") == first


def test_a_new_token_ends_the_old_one_at_once(town: SimpleNamespace) -> None:
    old = token("olga")
    new = token("olga", "--new")
    assert (ask(old), ask(new)) == (401, 200)


def test_a_token_of_somebody_who_left_opens_nothing(town: SimpleNamespace) -> None:
    key = token("olga")
    town.olga.is_active = False
    town.olga.save(update_fields=["is_active"])
    assert ask(key) == 401
    with translation.override("en"), pytest.raises(CommandError, match="olga is switched off"):
        token("olga")


def test_a_deleted_token_opens_nothing(town: SimpleNamespace) -> None:
    key = token("olga")
    Token.objects.all().delete()
    assert ask(key) == 401


def test_a_role_without_the_right_is_refused_though_signed_in(town: SimpleNamespace) -> None:
    assert ask(token("mona")) == 403


@pytest.mark.parametrize("key", ["", "x", "' OR true --", "é" * 40])
def test_nonsense_is_nobody(town: SimpleNamespace, key: str) -> None:
    assert ask(key) == 401


def test_an_unknown_name_is_one_sentence(town: SimpleNamespace) -> None:
    with pytest.raises(CommandError, match="There is no user named nobody"):
        token("nobody")
