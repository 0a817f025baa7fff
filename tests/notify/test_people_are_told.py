"""Telling: a row for everybody in the transaction, once a key, nothing to who is off duty."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from town import MORNING

from heating_ops.notify import presence, topics
from heating_ops.notify.models import Notice
from heating_ops.notify.telling import Told, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(topics._topics, "burst", topics.Topic("Burst at %(place)s", "Go there."))


def _tell(*users: Any, **changes: Any) -> Told:
    said: dict[str, Any] = {
        "topic": "burst",
        "subject": "work_order:1",
        "link": "/board/",
        "params": {"place": "阳光花园1号楼"},
    }
    return tell(**(said | {"users": users, "urgent": True, "key": "burst:1", "now": MORNING} | changes))


def test_everybody_has_it_in_the_inbox_at_once(town: SimpleNamespace) -> None:
    assert _tell(town.dan, town.lena.pk, town.dan) == Told(told=2, off_duty=0)
    assert set(Notice.objects.values_list("user", "urgent", "told_at")) == {
        (town.dan.pk, True, MORNING),
        (town.lena.pk, True, MORNING),
    }


def test_the_same_key_tells_nobody_twice(town: SimpleNamespace) -> None:
    _tell(town.dan)
    assert _tell(town.dan, town.lena, now=MORNING + timedelta(minutes=1)) == Told(told=1, off_duty=0)
    assert Notice.objects.filter(user=town.dan).get().told_at == MORNING


def test_what_is_undone_was_told_to_nobody(town: SimpleNamespace) -> None:
    with transaction.atomic():
        _tell(town.dan)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_who_is_off_duty_is_not_told_and_that_is_kept(town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "_asked", [lambda users, now: [town.lena.pk]])
    assert _tell(town.dan, town.lena) == Told(told=1, off_duty=1)
    assert Notice.objects.get(user=town.dan).withheld == "off_duty"


def test_a_matter_of_ones_own_is_told_off_duty_too(town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "_asked", [lambda users, now: []])
    monkeypatch.setitem(topics._topics, "swap", topics.Topic("A swap", "Will you?", even_off_duty=True))
    assert _tell(town.dan, topic="swap", params={}).told == 1


def test_words_that_cannot_be_said_are_found_when_telling_not_when_sending(town: SimpleNamespace) -> None:
    with pytest.raises(KeyError):
        _tell(town.dan, params={})
    with pytest.raises(topics.UnknownTopic):
        _tell(town.dan, topic="nobody_registered_this")


def test_codes_and_moments_are_said_in_the_readers_language() -> None:
    topics.register("late", title="%(level)s at %(due)s", body="…", codes={"level": "status"}, moments=("due",))
    try:
        said = {"level": "dispatched", "due": "2026-01-12T01:00:00+00:00"}
        assert topics.words("late", said, language="en").title == "Sent at 1-12 09:00"
        assert topics.words("late", said, language="zh-hans").title == "已派单 at 1-12 09:00"
    finally:
        del topics._topics["late"]


def test_the_roster_says_who_is_on_duty(town: SimpleNamespace) -> None:
    """Lena has a post and Carl a crew; Mona stands on no roster, so she is never off duty."""
    everybody = [town.lena.pk, town.carl.pk, town.mona.pk]
    assert presence.off_duty(everybody, MORNING) == set()
    assert presence.off_duty(everybody, MORNING - timedelta(days=60)) == {town.lena.pk, town.carl.pk}
