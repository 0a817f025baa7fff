"""E-mail goes through Apprise to a real mail server, and comes again when the server was busy."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from mail_server import Mailbox, mail_server
from town import MORNING

from heating_ops.notify import presence, sending, topics
from heating_ops.notify.models import Channel, ContactPoint, Message, PlanStep
from heating_ops.notify.telling import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """Lena is reached by e-mail alone."""
    monkeypatch.setitem(topics._topics, "burst", topics.Topic("Burst at %(place)s", "Go there."))
    monkeypatch.setattr(presence, "_asked", [])
    with mail_server() as box:
        channel = Channel.objects.get(code="email")
        channel.url = f"mailto://127.0.0.1:{box.port}?from=ops@example.cn&to={{address}}&mode=insecure"
        channel.enabled = True
        channel.save(update_fields=["url", "enabled"])
        PlanStep.objects.create(topic="burst", urgent=True, place=0, channel=channel, wait_s=60, source="P: test")
        ContactPoint.objects.create(user=town.lena, channel=channel, address="lena@example.cn")
        yield box


def told(town: SimpleNamespace) -> None:
    tell(
        users=[town.lena],
        topic="burst",
        subject="work_order:1",
        link="/board/",
        params={"place": "阳光花园"},
        urgent=True,
        key="burst:1",
        now=MORNING,
    )


def test_a_letter_arrives_with_title_and_words(town: SimpleNamespace, mailbox: Mailbox) -> None:
    told(town)
    sending.send_due(now=MORNING)
    ((to, letter),) = mailbox.letters
    assert (to, letter["subject"]) == ("lena@example.cn", "Burst at 阳光花园")
    assert Message.objects.get().state == "sent"


def test_a_busy_server_is_tried_again(town: SimpleNamespace, mailbox: Mailbox) -> None:
    mailbox.busy = True
    told(town)
    sending.send_due(now=MORNING)
    assert (mailbox.letters, Message.objects.get().state) == ([], "failed")
    mailbox.busy = False
    sending.send_due(now=MORNING + timedelta(minutes=1))
    assert ([to for to, _letter in mailbox.letters], Message.objects.get().state) == (["lena@example.cn"], "sent")
