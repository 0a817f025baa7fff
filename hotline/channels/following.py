"""Reads the journal after a cursor and queues what sources are told: once per state and ticket, in order.

Cursor, states and messages are written in one transaction, by one reader at a time (the cursors' lock).
Orders know nothing of it: whatever moved one, its row in the journal is enough.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from heating_ops.journal.queries import frames_after, heads
from heating_ops.notify.outbox import queue
from hotline.suppliers.models import Referral
from workorders.catalogue import OPEN_STATUSES
from workorders.models import WorkOrder

from . import states
from .models import IntakeSource, JournalCursor, Sorting, Ticket, Told

log = logging.getLogger(__name__)

PUSH: Final = "ticket_state"
_AT_ONCE: Final = 500
# One reader at a time in all workers; the number only has to be ours.
_LOCK: Final = 960_690_123
_READ: Final = ("call.logged", "ticket.received", "ticket.sorted", "work_order.")


def follow(now: datetime | None = None) -> int:
    """Read on from the cursors.

    :returns: how many events were read; 0 when all is read, or another worker reads
    """
    with transaction.atomic():
        if not _alone():
            return 0
        cursors = _cursors()
        frames = frames_after(cursors, epoch="", limit=_AT_ONCE)
        if not frames:
            return 0
        _tell(_in_order(frames), now=now or timezone.now())
        for frame in frames:
            cursors[frame["board"]] = max(cursors[frame["board"]], frame["seq"])
        moved = {frame["board"] for frame in frames}
        for board in moved:
            JournalCursor.objects.update_or_create(board=board, defaults={"seq": cursors[board]})
    return len(frames)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _cursors() -> dict[str, int]:
    """The boards that moved on, each with how far it was read."""
    read = dict(JournalCursor.objects.values_list("board", "seq"))
    return {board: read.get(board, 0) for board, head in heads().items() if head > read.get(board, 0)}


def _in_order(frames: Iterable[dict[str, Any]]) -> list[states.Happened]:
    """The events of several boards one after the other: by time between boards, by number within each.

    Two servers' clocks may differ a little; a board's own order is what happened.
    """
    latest: dict[str, str] = {}
    placed = []
    for frame in frames:
        latest[frame["board"]] = max(latest.get(frame["board"], ""), frame["at"])
        placed.append(((latest[frame["board"]], frame["board"], frame["seq"]), frame))
    return [_happened(frame) for _place, frame in sorted(placed, key=lambda each: each[0])]


def _happened(frame: dict[str, Any]) -> states.Happened:
    return states.Happened(frame["kind"], frame["subject"], datetime.fromisoformat(frame["at"]), frame["data"])


def _tell(events: Iterable[states.Happened], *, now: datetime) -> None:
    wanted = [event for event in events if event.kind.startswith(_READ)]
    calls = {_id(event.subject) for event in wanted if event.kind == "call.logged"}
    orders = {_id(event.subject) for event in wanted if event.kind.startswith("work_order.")}
    by_call = {ticket.call_id: ticket for ticket in _tickets().filter(call_id__in=calls)}
    by_order = _tickets_of_orders(orders)
    by_id = _tickets().in_bulk([_id(event.subject) for event in wanted if event.kind.startswith("ticket.")])
    for event in wanted:
        if event.kind.startswith("ticket."):
            if (ticket := by_id.get(_id(event.subject))) and (told := _of_ticket(ticket, event)):
                _note(ticket, *told, at=event.at, now=now)
        elif event.kind == "call.logged":
            if ticket := by_call.get(_id(event.subject)):
                status = _joined_status(event)
                for state, data in states.states_on_filing(event.data, status):
                    _note(ticket, state, data, at=event.at, now=now)
        elif told := states.state_of(event):
            for ticket in by_order.get(_id(event.subject), []):
                _note(ticket, *told, at=event.at, now=now)


def _tickets() -> Any:
    return Ticket.objects.select_related("source", "call", "call__work_order")


def _of_ticket(ticket: Ticket, event: states.Happened) -> tuple[str, dict[str, Any]] | None:
    """A ticket that waits to be filed is accepted all the same; one that is none of ours ends, unless work goes on."""
    if event.kind == "ticket.received":
        return (states.ACCEPTED, {}) if event.data.get("held") else None
    if event.data.get("sorting") not in (Sorting.NOT_IN_NETWORK, Sorting.OTHER_SUPPLIER):
        return None
    order = ticket.call.work_order if ticket.call else None
    if order and order.status in OPEN_STATUSES:
        return None
    referral = Referral.objects.select_related("supplier").filter(call_id=ticket.call_id or 0).first()
    whose = {"supplier": referral.supplier.name_zh_hans, "phone": referral.supplier.phone} if referral else {}
    return states.CLOSED, {"result": event.data["sorting"], **whose}


def _joined_status(event: states.Happened) -> str:
    joined = event.data.get("joined")
    if not joined or joined["type"] != "work_order":
        return ""
    return WorkOrder.objects.filter(pk=joined["id"]).values_list("status", flat=True).first() or ""


def _tickets_of_orders(orders: set[int]) -> dict[int, list[Ticket]]:
    """The tickets of each order, those of orders merged into it among them."""
    if not orders:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE part (root, id) AS (
                SELECT id, id FROM workorders_workorder WHERE id = ANY(%s)
                UNION
                SELECT part.root, w.id FROM workorders_workorder w JOIN part ON w.merged_into_id = part.id
            )
            SELECT part.root, t.id FROM part
            JOIN hotline_call c ON c.work_order_id = part.id JOIN hotline_ticket t ON t.call_id = c.id
            ORDER BY part.root, t.id""",
            [list(orders)],
        )
        pairs = cursor.fetchall()
    tickets = _tickets().in_bulk([ticket for _order, ticket in pairs])
    found: dict[int, list[Ticket]] = {}
    for order, ticket in pairs:
        found.setdefault(order, []).append(tickets[ticket])
    return found


def _note(ticket: Ticket, state: str, data: dict[str, Any], *, at: datetime, now: datetime) -> None:
    """Keep a state and queue its message, unless it was told since the ticket was last reopened."""
    last = Told.objects.filter(ticket=ticket).order_by("-sequence").first()
    if last is not None and state == states.ACCEPTED:
        return
    turn = (last.round if last else 0) + (state == states.REOPENED)
    if Told.objects.filter(ticket=ticket, round=turn, state=state).exists():
        return
    sequence = (last.sequence if last else 0) + 1
    Told.objects.create(ticket=ticket, sequence=sequence, round=turn, state=state, at=at, data=data)
    source: IntakeSource = ticket.source
    if source.push_url:
        payload = {"number": ticket.number, "sequence": sequence, "state": state, "at": at.isoformat(), "data": data}
        queue(
            kind=PUSH,
            to=source.push_url,
            payload=payload | {"source": source.code},
            key=f"{source.code}:{ticket.number}:{sequence}",
            stream=ticket.subject,
            now=now,
        )


def _id(subject: str) -> int:
    return int(subject.partition(":")[2])
