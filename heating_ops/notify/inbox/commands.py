"""Reading is acknowledging: what was read makes the other ways to the person needless."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.journal.recording import command
from heating_ops.journal.refusal import Refusal

from ..models import Message, MessageState, Reason
from .models import Notice


class NoSuchNotice(Refusal):
    """It is not there, or somebody else's."""

    code = "no_such_notice"
    sentence = _("There is no such message in your inbox.")
    status = 404


@command
def read(*, notice_id: int, user: User, now: datetime) -> Notice:
    """Mark one as read; a second time changes nothing.

    :raises NoSuchNotice: it is not in this person's inbox
    """
    own = Notice.objects.filter(user=user, withheld="", pk=notice_id)
    _mark(own.filter(read_at__isnull=True), now)
    notice = own.first()
    if notice is None:
        raise NoSuchNotice
    return notice


@command
def read_all(*, up_to: int, user: User, now: datetime) -> int:
    """Mark everything as read that the person has seen in the list.

    :param up_to: the newest that was shown: what came after it stays unread
    :returns: how many were unread
    """
    return _mark(Notice.objects.filter(user=user, withheld="", pk__lte=up_to, read_at__isnull=True), now)


def _mark(unread: QuerySet[Notice], now: datetime) -> int:
    ids: Sequence[int] = list(unread.select_for_update().order_by("pk").values_list("pk", flat=True))
    if not ids:
        return 0
    Notice.objects.filter(pk__in=ids).update(read_at=now)
    waiting = Message.objects.filter(notice__in=ids, state__in=(MessageState.QUEUED, MessageState.FAILED))
    # A message for many notices is asked about when it is its turn: others of them may be unread.
    waiting.filter(payload={}).update(state=MessageState.SKIPPED, reason=Reason.READ)
    return len(ids)
