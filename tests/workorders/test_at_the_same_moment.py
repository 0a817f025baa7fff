"""Two people act on one thing at once: one is first, the other is told, and nothing is done twice."""

from functools import partial
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from order_cast import MINUTE, brought, decided, fresh, opened, order_in, told, verbs
from threads import raised, together
from town import MORNING, api_client, body

from heating_ops.timers.clock import fire_due
from heating_ops.timers.models import Deadline
from hotline.models import Call
from workorders import commands
from workorders.catalogue import OPEN_STATUSES, Status
from workorders.clocks import settle
from workorders.commands.moving import locked
from workorders.commands.refusals import AlreadySent, CrewBusy, MergeTargetClosed, SameTroubleOpen, StaleVersion
from workorders.models import Step, WorkOrder


def test_a_crew_cannot_set_out_for_two_orders_at_once(real_town: SimpleNamespace) -> None:
    for turn in range(5):
        orders = [opened(real_town, flat=f"{turn}-{place}") for place in range(3)]
        for order in orders:
            brought(real_town, order, "dispatch", "accept")
        answers = together(*[partial(verbs(real_town)["depart"], work_order_id=order.pk) for order in orders])
        refused = raised(answers)
        out = [order for order in orders if fresh(order).status == Status.EN_ROUTE]
        assert len(out) == 1
        assert [type(one) for one in refused] == [CrewBusy, CrewBusy]
        assert all(out[0].number in str(one) and "Red crew" in str(one) for one in refused)
        brought(real_town, out[0], "arrive", "start", "complete")


def test_two_dispatchers_send_two_crews_and_one_of_them_is_told(real_town: SimpleNamespace) -> None:
    for turn in range(5):
        order = opened(real_town, flat=f"{turn}")
        dispatch = partial(verbs(real_town)["dispatch"], work_order_id=order.pk, version=1)
        answers = together(*[partial(dispatch, crew_id=crew.pk) for crew in (real_town.red, real_town.blue)])
        assert [type(one) for one in raised(answers)] == [AlreadySent]
        assert told(order) == ["opened", "dispatched"]
        won = next(answer for answer in answers if isinstance(answer, WorkOrder))
        assert fresh(order).crew == won.crew
        # The second reads who was first, and whom they sent.
        assert str(raised(answers)[0]) == f"dan has already sent {won.crew} to {order.number}."


def test_two_people_change_one_order_and_the_second_reads_who_was_first(real_town: SimpleNamespace) -> None:
    lena = real_town.actor("lena")
    for turn in range(5):
        order = brought(real_town, opened(real_town, flat=f"{turn}"), "dispatch")
        reassign = partial(verbs(real_town)["reassign"], work_order_id=order.pk, version=order.version)
        answers = together(
            partial(reassign, crew_id=real_town.blue.pk), partial(reassign, crew_id=real_town.red.pk, actor=lena)
        )
        assert [type(one) for one in raised(answers)] == [StaleVersion]
        first = "lena" if isinstance(answers[1], WorkOrder) else "dan"
        assert str(raised(answers)[0]).startswith(f"{first} changed {order.number} meanwhile (now “Sent”).")


def test_without_a_version_the_second_is_refused_all_the_same(real_town: SimpleNamespace) -> None:
    order = opened(real_town)
    dispatch = verbs(real_town)["dispatch"]
    answers = together(*[lambda: dispatch(work_order_id=order.pk)] * 4)
    assert [type(one) for one in raised(answers)] == [AlreadySent] * 3


def test_two_orders_merged_into_each_other_leave_one(real_town: SimpleNamespace) -> None:
    dan = real_town.actor("dan")
    for turn in range(5):
        one, other = opened(real_town, flat=f"{turn}"), opened(real_town, building=real_town.house_2, flat=f"{turn}")

        def merge(order: WorkOrder, into: WorkOrder) -> WorkOrder:
            return commands.merge(work_order_id=order.pk, version=None, into_id=into.pk, actor=dan, now=MORNING)

        answers = together(partial(merge, one, other), partial(merge, other, one))
        assert [type(refusal) for refusal in raised(answers)] == [MergeTargetClosed]
        left = [order for order in (fresh(one), fresh(other)) if order.status == Status.TRIAGED]
        assert [order.report_count for order in left] == [2]


def test_two_callers_about_one_flat_at_once_make_one_order_with_two_reports(real_town: SimpleNamespace) -> None:
    clients = [api_client(real_town.olga) for _caller in range(6)]
    answers = together(*[lambda client=client: client.post("/api/calls/", body(), format="json") for client in clients])
    assert raised(answers) == []
    assert [answer.status_code for answer in answers] == [201] * 6
    assert Call.objects.count() == 6
    order = WorkOrder.objects.get()
    assert order.report_count == 6
    assert sum(answer.json()["work_order"] is not None for answer in answers) == 1
    assert {answer.json()["joined"]["id"] for answer in answers if answer.json()["joined"]} == {order.pk}


def test_a_report_and_the_closing_of_the_order_it_would_join_are_never_lost_in_each_other(
    real_town: SimpleNamespace,
) -> None:
    key, town = "b1:flat:low_temperature", real_town
    for turn in range(8):
        order = order_in(town, Status.DONE, join_key=key, flat=f"{turn}")

        def report() -> WorkOrder:
            found, _joined = commands.report_trouble(
                decision=decided(),
                place=commands.Place(building=town.house_1, flat="1"),
                join_key=key,
                reported_at=MORNING,
                actor=town.actor("olga"),
                now=MORNING,
            )
            return found

        answers = together(partial(verbs(town)["call_back"], work_order_id=order.pk), report)
        assert raised(answers) == []
        reported = fresh(answers[1])
        if reported.pk == order.pk:
            assert told(order).index("report_joined") < told(order).index("closed"), "joined while it was open"
        else:
            assert reported.status in OPEN_STATUSES
            verbs(town)["cancel"](work_order_id=reported.pk)


def test_two_finished_orders_of_one_trouble_cannot_both_open_again(real_town: SimpleNamespace) -> None:
    key = "b1:flat:low_temperature"
    orders = [order_in(real_town, Status.CANCELLED, join_key=key, flat=f"{turn}") for turn in range(3)]
    reopen = verbs(real_town)["reopen"]
    answers = together(*[lambda order=order: reopen(work_order_id=order.pk) for order in orders])
    assert [type(one) for one in raised(answers)] == [SameTroubleOpen] * 2


@pytest.mark.no_replay  # the settling stands for a command that is still at work
def test_the_clock_does_not_wait_for_somebody_at_work_on_the_order(real_town: SimpleNamespace) -> None:
    """Commands lock the order first and its deadlines after it; the clock the other way round."""
    order = opened(real_town)
    with transaction.atomic():
        held = locked(order.pk)
        # The row is taken, put off a moment, and the clock goes on to the next: did it wait, this would never end.
        assert together(lambda: fire_due(now=MORNING + 4 * MINUTE)) == [1]
        settle(held, Step.DISPATCH, now=MORNING)
    assert told(order) == ["opened"]
    assert Deadline.objects.get(subject=order.subject, kind="work_order.dispatch").fired_at is None


def test_work_and_clocks_on_the_same_orders_never_deadlock(real_town: SimpleNamespace) -> None:
    orders = [opened(real_town, flat=f"{place}") for place in range(4)]
    said = verbs(real_town)

    def work(order: WorkOrder) -> None:
        for turn in range(8):
            now = MORNING + (turn * 40) * MINUTE
            for verb in ("dispatch", "accept", "suspend", "reassign", "give_back", "cancel", "reopen"):
                said[verb](work_order_id=order.pk, now=now)
            WorkOrder.objects.filter(pk=order.pk).update(return_count=0)

    def tick() -> int:
        fired = 0
        for turn in range(60):
            fired += fire_due(now=MORNING + turn * 10 * MINUTE)
        return fired

    answers = together(*[lambda order=order: work(order) for order in orders], tick, tick)
    assert raised(answers) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM timers_deadline WHERE last_error <> ''")
        assert cursor.fetchone() == (0,)


def test_who_waits_too_long_for_somebody_else_is_told_and_nothing_is_done(real_town: SimpleNamespace) -> None:
    order = opened(real_town)
    client = api_client(real_town.dan)
    said = {"crew_id": real_town.red.pk, "request_id": "5f0c7d7e-2b1c-4c7a-9d55-0d4d1f2f9a02"}
    address = f"/api/work-orders/{order.pk}/dispatch/"
    with transaction.atomic():
        locked(order.pk)
        (answer,) = together(lambda: client.post(address, said, format="json"))
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "busy", "1")
    assert told(order) == ["opened"]
    assert client.post(address, said, format="json").status_code == 200, "the same request may come again"
