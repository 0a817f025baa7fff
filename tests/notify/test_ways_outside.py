"""Messages outside: by plan, one way after the other, held in quiet hours, never to who signed out."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
import pytest_django
from django.test import Client
from django.utils import timezone
from message_gateway import Gateway, gateway
from town import MORNING

from heating_ops.notify import presence, sending, topics
from heating_ops.notify.channels.receipts import SIGNATURE_HEADER, TIME_HEADER
from heating_ops.notify.channels.secrets import receipt_secret
from heating_ops.notify.inbox import commands as inbox
from heating_ops.notify.models import Attempt, Channel, ContactPoint, Message, MessageState, Notice, Wish
from heating_ops.notify.telling import tell
from heating_ops.notify.ways import commands as ways
from heating_ops.signing import signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def sms(town: SimpleNamespace, settings: pytest_django.Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """Lena has a number at the SMS gateway and one at the voice gateway; the other channels are not in use."""
    settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    monkeypatch.setitem(topics._topics, "burst", topics.Topic("Burst at %(place)s", "Go there."))
    monkeypatch.setattr(presence, "_asked", [])
    with gateway() as found:
        for code in ("sms", "voice"):
            channel = Channel.objects.get(code=code)
            channel.url, channel.enabled, channel.headers = found.url, True, {"Authorization": "Bearer {secret}"}
            channel.secret = "quite-secret"
            channel.save(update_fields=["url", "enabled", "headers", "secret"])
            ContactPoint.objects.create(user=town.lena, channel=channel, address="13900000001")
        yield found


def _tell(town: SimpleNamespace, **changes: Any) -> Notice:
    said: dict[str, Any] = {"topic": "burst", "subject": "work_order:1", "link": "/board/", "urgent": True}
    said |= {"params": {"place": '"Sunshine"\nGarden'}, "key": "burst:1", "now": MORNING} | changes
    tell(users=[town.lena], **said)
    return Notice.objects.get(user=town.lena, key=said["key"])


def _send(at: datetime = MORNING) -> None:
    sending.send_due(now=at)


def _states() -> list[str]:
    return list(Message.objects.order_by("place", "id").values_list("state", flat=True))


def test_nothing_is_sent_before_a_worker_sends_and_then_with_its_key(town: SimpleNamespace, sms: Gateway) -> None:
    notice = _tell(town)
    assert sms.arrivals == []
    _send()
    assert sms.arrivals == [f"notice:{notice.pk}:0"]
    assert sms.said[0] == {
        "to": "13900000001",
        "text": 'Burst at "Sunshine"\nGarden\nGo there.',
        "key": sms.arrivals[0],
    }
    assert sms.headers[0]["Authorization"] == "Bearer quite-secret"
    assert Message.objects.get(place=0).provider_id == f"gw-{sms.arrivals[0]}"


def test_the_next_way_is_tried_when_nobody_read_it_in_time(town: SimpleNamespace, sms: Gateway) -> None:
    _tell(town)
    _send()
    _send(MORNING + timedelta(seconds=89))
    assert len(sms.arrivals) == 1
    _send(MORNING + timedelta(seconds=90))
    assert sms.said[1] == {"call": "13900000001", "say": 'Burst at "Sunshine"\nGarden', "key": sms.arrivals[1]}


def test_who_reads_it_in_the_inbox_is_called_no_more(town: SimpleNamespace, sms: Gateway) -> None:
    notice = _tell(town)
    _send()
    inbox.read(notice_id=notice.pk, user=town.lena, now=MORNING + timedelta(seconds=30))
    _send(MORNING + timedelta(hours=1))
    assert (len(sms.arrivals), _states()) == (1, ["sent", "skipped"])


def test_a_way_that_is_refused_lets_the_next_be_tried_at_once(town: SimpleNamespace, sms: Gateway) -> None:
    sms.answer = lambda key: 422 if key.endswith(":0") else 200
    _tell(town)
    _send()
    assert (len(sms.arrivals), _states()) == (2, ["given_up", "sent"])


def test_what_is_not_urgent_waits_for_the_end_of_quiet_hours(town: SimpleNamespace, sms: Gateway) -> None:
    Channel.objects.filter(code="email").update(enabled=False)
    step = Channel.objects.get(code="sms").steps.get()
    step.pk, step.urgent, step.place = None, False, 9
    step.save()
    night = MORNING.replace(hour=15)  # 23:00 in the utility's own time
    _tell(town, urgent=False, now=night)
    _send(night + timedelta(hours=7, minutes=59))
    assert sms.arrivals == []
    _send(night + timedelta(hours=8))
    assert len(sms.arrivals) == 1
    Wish.objects.create(user=town.lena, quiet_from="01:00", quiet_until="02:00")
    _tell(town, urgent=False, now=night, key="again")
    _send(night)
    assert len(sms.arrivals) == 2, "her own hours go before the house's"


def test_urgent_things_come_through_at_night(town: SimpleNamespace, sms: Gateway) -> None:
    night = MORNING.replace(hour=18)
    _tell(town, now=night)
    _send(night)
    assert len(sms.arrivals) == 1


def test_who_signed_out_is_sent_nothing_even_of_what_was_queued(town: SimpleNamespace, sms: Gateway) -> None:
    _tell(town)
    channel = Channel.objects.get(code="sms")
    ways.sign_out_of(user=town.lena, channel_id=channel.pk, now=MORNING)
    _send()
    assert (sms.arrivals, Message.objects.get(channel=channel).reason) == ([], "signed_out")
    _tell(town, key="later")
    assert not Message.objects.filter(notice__key="later", channel=channel).exists()


def test_who_went_off_duty_meanwhile_is_not_called(
    town: SimpleNamespace, sms: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tell(town)
    monkeypatch.setattr(presence, "_asked", [lambda users, now: []])
    _send()
    assert (sms.arrivals, Message.objects.get(place=0).reason) == ([], "off_duty")


def test_a_gateway_out_of_order_is_tried_again_with_the_same_key_and_what_happened_is_kept(
    town: SimpleNamespace, sms: Gateway
) -> None:
    moods = iter([503, 503, 200])
    sms.answer = lambda key: next(moods, 200)
    _tell(town)
    for seconds in (0, 3, 8):
        _send(MORNING + timedelta(seconds=seconds))
    assert len(set(sms.arrivals)) == 1
    assert len(sms.arrivals) == 3
    assert list(Attempt.objects.values_list("error", flat=True)) == ["HTTP 503", "HTTP 503", ""]


def test_many_things_within_a_minute_become_one_message(town: SimpleNamespace, sms: Gateway) -> None:
    for number in range(10):
        _tell(town, key=f"burst:{number}")
    _send(MORNING)
    assert len(sms.arrivals) == 5
    _send(MORNING + timedelta(seconds=60))
    bundled = [said["text"] for said in sms.said if said.get("key", "").startswith("bundle:")]
    assert len(bundled) == 1
    assert "5" in bundled[0]
    assert Notice.objects.filter(user=town.lena).count() == 10, "all of them stand in the inbox"


def test_no_page_log_or_error_holds_the_secret(
    town: SimpleNamespace, sms: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    sms.answer = lambda key: 500
    channel = Channel.objects.get(code="sms")
    channel.url += "?token={secret}"
    channel.save(update_fields=["url"])
    _tell(town)
    _send()
    client = Client(headers={"accept-language": "en"})
    client.force_login(town.adam, backend="django.contrib.auth.backends.ModelBackend")
    pages = [f"/admin/notify/channel/{channel.pk}/change/", "/messages/?show=all", "/api/notify/messages/?show=all"]
    shown = "".join(client.get(page).content.decode() for page in pages)
    assert "HTTP 500" in shown
    assert "quite-secret" not in shown + caplog.text + Message.objects.get(place=0).last_error


def test_what_may_be_sent_only_once_is_left_when_nobody_knows_whether_it_was(
    town: SimpleNamespace, sms: Gateway
) -> None:
    Channel.objects.update(policy="at_most_once")
    _tell(town)
    Message.objects.filter(place=0).update(state="sending", next_try_at=MORNING, lease_until=MORNING)
    _send(MORNING + timedelta(seconds=30))
    message = Message.objects.get(place=0)
    assert (message.state, message.reason) == ("given_up", "unknown")
    assert message.key not in sms.arrivals


def test_what_certainly_never_left_is_tried_again_even_where_once_is_the_rule(
    town: SimpleNamespace, sms: Gateway
) -> None:
    Channel.objects.update(policy="at_most_once", url="http://127.0.0.1:1/nobody")
    _tell(town)
    _send()
    assert Message.objects.get(place=0).state == MessageState.FAILED


def _receipt(slug: str, secret: str, **said: str) -> int:
    client = Client()
    body, stamp = orjson.dumps(said), str(int(timezone.now().timestamp()))
    headers = {TIME_HEADER: stamp, SIGNATURE_HEADER: signature(secret=secret, timestamp=stamp, body=body)}
    answer = client.post(f"/api/notify/receipts/{slug}/", body, content_type="application/json", headers=headers)
    return answer.status_code


def test_a_gateway_says_afterwards_what_arrived_and_only_the_gateway(town: SimpleNamespace, sms: Gateway) -> None:
    _tell(town)
    _send()
    key = sms.arrivals[0]
    assert _receipt("sms", "guessed", id=f"gw-{key}", state="delivered") == 401
    assert _receipt("sms", receipt_secret("sms"), id="gw-unknown", state="delivered") == 404
    assert _receipt("sms", receipt_secret("sms"), state="delivered") == 400
    assert _receipt("sms", receipt_secret("sms"), id=f"gw-{key}", state="delivered") == 200
    assert _receipt("sms", receipt_secret("sms"), id=f"gw-{key}", state="failed") == 200
    assert Message.objects.get(key=key).state == MessageState.DELIVERED, "what was delivered stays so"


def test_what_did_not_arrive_lets_the_next_way_be_tried(town: SimpleNamespace, sms: Gateway) -> None:
    _tell(town)
    _send()
    assert _receipt("sms", receipt_secret("sms"), key=sms.arrivals[0], state="failed", reason="no such number") == 200
    _send(timezone.now())
    assert len(sms.arrivals) == 2


def test_the_test_button_goes_the_way_of_a_real_message(town: SimpleNamespace, sms: Gateway) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(town.lena, backend="django.contrib.auth.backends.ModelBackend")
    channel = Channel.objects.get(code="sms")
    assert "Test" in client.get("/inbox/ways/").content.decode()
    assert client.post("/inbox/ways/", {"act": "test", "channel": channel.pk}).status_code == 302
    page = client.get("/inbox/ways/").content.decode()
    assert 'data-state="queued"' in page
    assert "data-under-way" in page
    sending.send_due()
    page = client.get("/inbox/ways/").content.decode()
    assert 'data-state="sent"' in page
    assert "data-under-way" not in page
    assert len(sms.arrivals) == 1
