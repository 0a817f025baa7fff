"""Every verb in every status: what the table of moves allows is done, anything else is refused and leaves nothing."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Final

import pytest
from django.db import transaction
from django.utils import translation
from order_cast import fresh, opened, order_in, verbs
from rest_framework.test import APIClient
from town import MORNING

from heating_ops.journal.models import Event
from heating_ops.journal.refusal import Refusal
from workorders import commands
from workorders.catalogue import OPEN_STATUSES, Status
from workorders.commands.refusals import AlreadySent, IllegalMove, StaleVersion
from workorders.models import ALLOWED_MOVES

S = Status
# Where each verb may be said, and where it leads; said nowhere else.
LEADS_TO: Final[Mapping[str, Mapping[Status, Status]]] = {
    "dispatch": {S.TRIAGED: S.DISPATCHED},
    "reassign": dict.fromkeys([S.DISPATCHED, S.ACCEPTED, S.EN_ROUTE, S.ON_SITE, S.SUSPENDED], S.DISPATCHED),
    "cancel": dict.fromkeys([S.TRIAGED, S.DISPATCHED, S.ACCEPTED, S.EN_ROUTE, S.ON_SITE, S.SUSPENDED], S.CANCELLED),
    "reopen": dict.fromkeys([S.DONE, S.CLOSED, S.CANCELLED], S.TRIAGED),
    "accept": {S.DISPATCHED: S.ACCEPTED},
    "give_back": dict.fromkeys([S.DISPATCHED, S.ACCEPTED, S.EN_ROUTE, S.ON_SITE, S.SUSPENDED], S.TRIAGED),
    "contact": {status: status for status in (S.TRIAGED, S.DISPATCHED, S.ACCEPTED, S.EN_ROUTE, S.SUSPENDED)},
    "depart": {S.ACCEPTED: S.EN_ROUTE, S.SUSPENDED: S.EN_ROUTE},
    "arrive": {S.EN_ROUTE: S.ON_SITE},
    "start": {S.ON_SITE: S.WORKING, S.SUSPENDED: S.WORKING},
    "suspend": dict.fromkeys([S.ACCEPTED, S.EN_ROUTE, S.ON_SITE, S.WORKING], S.SUSPENDED),
    "complete": {S.WORKING: S.DONE},
    "call_back": {S.DONE: S.CLOSED},
    "merge": dict.fromkeys([status for status in OPEN_STATUSES if status != S.DONE], S.MERGED),
}


def test_the_table_here_and_the_table_of_moves_say_the_same() -> None:
    said = {(before, after) for leads in LEADS_TO.values() for before, after in leads.items() if before != after}
    said.add((S.DISPATCHED, S.DISPATCHED))
    said.add((S.TRIAGED, S.DONE))  # only by telephone: tests/hotline/guidance
    assert said == {(before, after) for before, all_after in ALLOWED_MOVES.items() for after in all_after}


@pytest.mark.parametrize("status", Status)
def test_every_verb_said_to_an_order_that_is(status: Status, town: SimpleNamespace) -> None:
    order = order_in(town, status)
    other = opened(town, building=town.house_2, flat="9")
    said = verbs(town) | {
        "merge": lambda **given: commands.merge(
            version=None, into_id=other.pk, actor=town.actor("dan"), now=MORNING, **given
        )
    }
    assert said.keys() == LEADS_TO.keys()
    events = Event.objects.count()
    for name, verb in said.items():
        leads_to = LEADS_TO[name].get(status)
        with transaction.atomic():
            if leads_to is None:
                with pytest.raises(IllegalMove) as refused:
                    verb(work_order_id=order.pk)
                assert order.number in refused.value.message, name
                assert fresh(order).version == order.version, name
                assert Event.objects.count() == events, f"{name} was refused and left an event"
            else:
                moved = verb(work_order_id=order.pk)
                assert (moved.status, fresh(order).status) == (leads_to, leads_to), name
                assert moved.version > order.version, name
                assert Event.objects.count() > events, name
            transaction.set_rollback(True)


@pytest.mark.parametrize("status", Status)
def test_every_verb_on_an_older_version_is_refused(status: Status, town: SimpleNamespace) -> None:
    order = order_in(town, status)
    other = opened(town, building=town.house_2, flat="9")
    said = verbs(town) | {
        "merge": lambda **given: commands.merge(into_id=other.pk, actor=town.actor("dan"), now=MORNING, **given)
    }
    for name, verb in said.items():
        for version in (order.version - 1, order.version + 1):
            with pytest.raises((StaleVersion, AlreadySent)):
                verb(work_order_id=order.pk, version=version)
            assert fresh(order).version == order.version, name


def test_a_refusal_speaks_the_readers_language(town: SimpleNamespace) -> None:
    order = order_in(town, Status.TRIAGED)
    said = {}
    for language in ("en", "zh-hans"):
        with translation.override(language), pytest.raises(Refusal) as refused:
            verbs(town)["arrive"](work_order_id=order.pk)
        with translation.override(language):
            said[language] = refused.value.message
    assert said["en"] == f"{order.number} is “To dispatch”; this step does not follow from there."
    assert order.number in said["zh-hans"]
    assert said["zh-hans"] != said["en"]


def test_the_api_answers_409_with_a_code_and_a_sentence(town: SimpleNamespace) -> None:
    order = order_in(town, Status.TRIAGED)
    client = APIClient(HTTP_ACCEPT_LANGUAGE="zh-hans")
    client.force_authenticate(town.dan)
    address = f"/api/work-orders/{order.pk}"
    cases = [
        ("arrival", {}, "illegal_move"),
        ("dispatch", {"crew_id": town.red.pk, "version": 99}, "stale_version"),
    ]
    for noun, body, code in cases:
        answer = client.post(f"{address}/{noun}/", body, format="json")
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert order.number in answer.json()["message"]
        assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.json()["message"])
    assert client.post("/api/work-orders/999999/arrival/", {}, format="json").status_code == 404
