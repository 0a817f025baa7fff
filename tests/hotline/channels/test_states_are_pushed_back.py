"""Sources are told the states of their tickets: each once, in order, whatever fails in between."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_django
from city_line import CityLine, city_line
from django.test import Client
from django.utils import timezone
from ticket_desk import post, source, ticket

from heating_ops.notify import sending
from heating_ops.notify.models import OPEN_STATES, Message, MessageState
from heating_ops.notify.outbox import delivery, try_again
from hotline.channels import following
from hotline.channels.models import IntakeSource, Told
from hotline.channels.secrets import secret_of
from workorders import commands
from workorders.catalogue import CallBackOutcome
from workorders.models import WorkOrder

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(named_town: SimpleNamespace, settings: pytest_django.Settings) -> Iterator[CityLine]:
    """A city line that listens, and whose address we may send to."""
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    with city_line(secret_of(IntakeSource.objects.get(code="12345"))) as found:
        source(push_url=found.url)
        yield found


def _due() -> None:
    """Let what waits for its next try be due."""
    Message.objects.filter(state__in=OPEN_STATES).update(next_try_at=timezone.now() - timedelta(seconds=1))


def _deliver() -> None:
    while following.follow():
        pass
    _due()
    sending.send_due()


def _through_the_day(town: SimpleNamespace, order: WorkOrder, *, outcome: CallBackOutcome) -> None:
    now, dan, carl = timezone.now(), town.actor("dan"), town.actor("carl")
    commands.dispatch(work_order_id=order.pk, version=None, crew_id=town.red.pk, actor=dan, now=now)
    for step in (commands.accept, commands.depart, commands.arrive, commands.start):
        step(work_order_id=order.pk, version=None, crew_id=town.red.pk, actor=carl, now=now)
    commands.complete(
        work_order_id=order.pk,
        version=None,
        crew_id=town.red.pk,
        cause="air_lock",
        responsibility="network",
        work_done="bled",
        actor=carl,
        now=now,
    )
    commands.call_back(
        work_order_id=order.pk,
        version=None,
        outcome=outcome,
        temperature_c=19,
        satisfied=True,
        actor=town.actor("olga"),
        now=now,
    )


def test_every_state_comes_once_and_in_order(named_town: SimpleNamespace, line: CityLine) -> None:
    post(ticket())
    _through_the_day(named_town, WorkOrder.objects.get(), outcome=CallBackOutcome.SOLVED)
    for _again in range(10):
        _deliver()
    assert line.states_of("20260112-001") == ["accepted", "dispatched", "on_site", "done", "called_back", "closed"]
    said = list(line.ledger.values())
    assert [each["sequence"] for each in said] == [1, 2, 3, 4, 5, 6]
    assert said[4]["data"] == {"solved": True, "satisfied": True}
    assert said[0]["data"]["reference"] == WorkOrder.objects.get().number
    assert len(line.arrivals) == 6


def test_a_reopened_ticket_is_told_its_states_anew(named_town: SimpleNamespace, line: CityLine) -> None:
    post(ticket())
    order = WorkOrder.objects.get()
    _through_the_day(named_town, order, outcome=CallBackOutcome.NOT_SOLVED)
    _through_the_day(named_town, order, outcome=CallBackOutcome.SOLVED)
    for _again in range(15):
        _deliver()
    assert line.states_of("20260112-001")[5:7] == ["reopened", "dispatched"]
    assert line.states_of("20260112-001")[-2:] == ["called_back", "closed"]


def test_a_receiver_that_fails_at_times_gets_all_and_doubles_nothing(
    named_town: SimpleNamespace, line: CityLine
) -> None:
    moods = iter([503, 200, 599, 401, 302, 200, 599, 500, 200])
    line.answer = lambda key: next(moods, 200)
    post(ticket())
    _through_the_day(named_town, WorkOrder.objects.get(), outcome=CallBackOutcome.SOLVED)
    for _again in range(30):
        _deliver()
    assert line.states_of("20260112-001") == ["accepted", "dispatched", "on_site", "done", "called_back", "closed"]
    assert len(line.arrivals) > len(line.ledger) == 6
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}


def test_a_sender_killed_between_send_and_mark_is_followed_by_another(
    named_town: SimpleNamespace, line: CityLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(ticket())
    following.follow()

    class Killed(BaseException):
        """As far as the sender is concerned, the power is gone."""

    def killed(*args: object, **changes: object) -> None:
        raise Killed

    with monkeypatch.context() as cut:
        cut.setattr(sending, "_sent", killed)
        with pytest.raises(Killed):
            sending.send_due()
    message = Message.objects.get()
    assert (message.state, message.attempts) == (MessageState.SENDING, 1)
    assert sending.send_due() == 0, "its lease still runs"
    _due()
    assert sending.send_due() == 1
    assert Message.objects.get().state == MessageState.SENT
    assert line.arrivals == [message.key, message.key]
    assert line.states_of("20260112-001") == ["accepted"]


def test_what_the_receiver_refuses_is_given_up_seen_and_sent_again_by_hand(
    named_town: SimpleNamespace, line: CityLine
) -> None:
    line.answer = lambda key: 422
    post(ticket())
    _deliver()
    message = Message.objects.get()
    assert (message.state, message.last_error) == (MessageState.GIVEN_UP, "HTTP 422")
    assert delivery(kind=following.PUSH).given_up == 1
    line.answer = lambda key: 200
    assert try_again([message.pk], now=timezone.now()) == 1
    _deliver()
    assert line.states_of("20260112-001") == ["accepted"]


def test_a_private_address_is_not_sent_to(
    named_town: SimpleNamespace, line: CityLine, settings: pytest_django.Settings
) -> None:
    settings.OUTGOING_ALLOWED_NETWORKS = []
    post(ticket())
    _deliver()
    message = Message.objects.get()
    assert (message.state, line.arrivals) == (MessageState.FAILED, [])
    assert "127.0.0.1" in message.last_error


def test_redirects_are_not_followed(named_town: SimpleNamespace, line: CityLine) -> None:
    line.answer = lambda key: 302
    post(ticket())
    _deliver()
    assert len(line.arrivals) == 1
    assert Message.objects.get().last_error == "HTTP 302"


def test_a_source_without_an_address_is_sent_nothing_but_its_states_are_kept(named_town: SimpleNamespace) -> None:
    post(ticket())
    following.follow()
    assert list(Told.objects.values_list("state", flat=True)) == ["accepted"]
    assert not Message.objects.exists()


def test_a_ticket_follows_the_order_it_was_merged_into(named_town: SimpleNamespace, line: CityLine) -> None:
    post(ticket())
    post(ticket("2", address="阳光花园2号楼"))
    first, second = WorkOrder.objects.order_by("id")
    dan, now = named_town.actor("dan"), timezone.now()
    commands.merge(work_order_id=second.pk, version=None, into_id=first.pk, actor=dan, now=now)
    commands.dispatch(work_order_id=first.pk, version=None, crew_id=named_town.red.pk, actor=dan, now=now)
    for _again in range(6):
        _deliver()
    assert line.states_of("2") == ["accepted", "merged", "dispatched"]
    assert line.states_of("20260112-001") == ["accepted", "dispatched"]


def test_a_question_is_accepted_and_closed(named_town: SimpleNamespace, line: CityLine) -> None:
    post(ticket(text="请问停暖手续怎么办理", address=""))
    for _again in range(3):
        _deliver()
    assert line.states_of("20260112-001") == ["accepted", "closed"]


def test_a_ticket_that_waits_for_a_person_is_accepted(named_town: SimpleNamespace, line: CityLine) -> None:
    post(ticket(text="请尽快联系我"))
    _deliver()
    assert line.states_of("20260112-001") == ["accepted"]


def test_what_was_given_up_is_a_figure_to_alarm_on(named_town: SimpleNamespace, line: CityLine, client: Any) -> None:
    line.answer = lambda key: 422
    post(ticket())
    _deliver()
    assert 'heating_ops_messages{how="given_up"} 1.0' in client.get("/metrics").content.decode()
    assert "1 state did not reach its source" in browse_as(named_town.olga)


def browse_as(user: Any) -> str:
    """The queue as somebody sees it, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get("/hotline/intake/").content.decode()
