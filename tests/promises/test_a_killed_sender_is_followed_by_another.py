"""The sender is killed between sending and noting that it sent: the message goes again, with the same key.

A real worker, a real gateway, a real SIGKILL. The gateway has taken the page to the duty leader and is about to
say so when the worker dies. Twice is better than never: half a minute later another worker has sent it again,
and by its key the gateway knows that it is the same one.
"""

import signal
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from django.utils import timezone
from message_gateway import gateway
from servers import free_port, running, wait_until

from heating_ops.notify import sending
from heating_ops.notify.models import Attempt, Channel, ContactPoint, Message, MessageState
from heating_ops.notify.ways import commands as ways

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = ("celery", "-A", "heating_ops.celery", "worker", "--concurrency", "1", "--loglevel", "WARNING")
SECONDS = 120


def test_the_page_to_the_duty_leader_goes_again(real_town: SimpleNamespace, tmp_path: Path) -> None:
    lena, log = real_town.lena, tmp_path / "worker.log"
    around = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0", "OUTGOING_ALLOWED_NETWORKS": "127.0.0.0/8"}
    taken, go_on = threading.Event(), threading.Event()
    with gateway() as sms:

        def hold(key: str) -> int:
            """Take it, and answer only when the sender is dead; later ones at once."""
            if not taken.is_set():
                taken.set()
                go_on.wait(SECONDS)
            return 200

        sms.answer = hold
        channel = Channel.objects.get(code="sms")
        channel.url, channel.enabled, channel.timeout_s = sms.url, True, 8
        channel.save(update_fields=["url", "enabled", "timeout_s"])
        ContactPoint.objects.create(user=lena, channel=channel, address="13900000001")
        ways.test(user=lena, channel_id=channel.pk, now=timezone.now())
        with running(*WORKER, log=log, **around) as worker:
            wait_until(taken.is_set, seconds=SECONDS, why=log.read_text)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        message = Message.objects.get()
        assert message.state == MessageState.SENDING, "nobody noted how it went"
        go_on.set()
        with running(*WORKER, log=log, **around):
            wait_until(lambda: Message.objects.get().state == MessageState.SENT, seconds=SECONDS, why=log.read_text)
        wait_until(lambda: len(sms.arrivals) == 2, seconds=SECONDS, why=log.read_text)
    assert sms.arrivals == [message.key, message.key]
    assert Attempt.objects.count() == 2, "what happened is to be read"


def test_the_time_after_which_it_goes_again_is_below_half_a_minute(transactional_db: None) -> None:
    with pytest.raises(IntegrityError):
        Channel.objects.filter(code="sms").update(timeout_s=9)
    assert 2 * 8 < sending.LEASE_SECONDS < 30, "a request that is still allowed ends before its lease does"
