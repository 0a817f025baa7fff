"""Texts to customers: none without a channel, one a number, never twice, and their numbers are forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
import pytest_django
from django.utils import timezone
from message_gateway import Gateway, gateway
from town import api_client, body

from heating_ops.notify import sending
from heating_ops.notify.customers import CUSTOMER, forget_numbers
from heating_ops.notify.models import Channel, Message
from workorders import commands
from workorders.models import WorkOrder

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(settings: pytest_django.Settings) -> Iterator[Gateway]:
    """The channel to customers is in use."""
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with gateway() as found:
        Channel.objects.filter(code="customer-sms").update(url=found.url, enabled=True)
        yield found


def order_done(town: SimpleNamespace) -> WorkOrder:
    """Two callers of one flat, one of them twice; the crew says it is done."""
    for phone in ("13900000001", "13900000001", "13900000002"):
        answer = api_client(town.olga).post("/api/calls/", body(caller_phone=phone), format="json")
        assert answer.status_code == 201, answer.content
    order = WorkOrder.objects.get()
    by = {"work_order_id": order.pk, "version": None, "actor": town.actor("dan"), "now": timezone.now()}
    commands.dispatch(**by, crew_id=town.red.pk)
    for step in (commands.accept, commands.depart, commands.arrive, commands.start):
        step(**by)
    commands.complete(**by, cause="pump", responsibility="network", work_done="replaced")
    return order


def texted() -> list[tuple[str, str]]:
    return list(Message.objects.filter(kind=CUSTOMER).order_by("id").values_list("to", "state"))


def test_without_a_channel_nobody_is_texted(town: SimpleNamespace) -> None:
    order_done(town)
    assert texted() == []


def test_every_caller_hears_once_that_the_work_is_done(town: SimpleNamespace, texts: Gateway) -> None:
    order = order_done(town)
    assert texted() == [("13900000001", "queued"), ("13900000002", "queued")]
    assert texts.arrivals == [], "no command waits for a network"
    sending.send_due()
    assert [said["to"] for said in texts.said] == ["13900000001", "13900000002"]
    assert order.number in texts.said[0]["text"]
    assert texted() == [("13900000001", "sent"), ("13900000002", "sent")]


def test_what_may_have_been_sent_is_not_sent_again(town: SimpleNamespace, texts: Gateway) -> None:
    order_done(town)
    ago = timezone.now() - timedelta(seconds=1)
    # A sender died between sending and noting it: its lease has run out.
    Message.objects.filter(kind=CUSTOMER).update(state="sending", lease_until=ago, next_try_at=ago)
    sending.send_due()
    assert texts.arrivals == []
    assert texted() == [("13900000001", "given_up"), ("13900000002", "given_up")]


def test_a_channel_that_is_switched_off_meanwhile_sends_nothing(town: SimpleNamespace, texts: Gateway) -> None:
    order_done(town)
    Channel.objects.filter(code="customer-sms").update(enabled=False)
    sending.send_due()
    assert (texts.arrivals, {state for _to, state in texted()}) == ([], {"skipped"})


def test_numbers_are_forgotten_when_the_text_is_over_and_old(
    town: SimpleNamespace, texts: Gateway, settings: pytest_django.Settings
) -> None:
    settings.NOTIFY_CUSTOMER_NUMBERS_DAYS = 30
    order_done(town)
    later = timezone.now() + timedelta(days=31)
    assert forget_numbers(now=later) == 0, "what still waits needs its number"
    sending.send_due()
    assert forget_numbers(now=timezone.now()) == 0
    assert forget_numbers(now=later) == 2
    assert {to for to, _state in texted()} == {""}
