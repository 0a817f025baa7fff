"""Orders of one trouble become one; an order whose place becomes known moves to its branch."""

from types import SimpleNamespace

import pytest
from order_cast import brought, decided, fresh, opened, order_in, told, waiting
from town import MORNING, kinds_on

from heating_ops.journal.models import Event
from heating_ops.journal.replay import replayed
from workorders import commands
from workorders.catalogue import Status
from workorders.commands.refusals import MergeIntoItself, MergeTargetClosed, NoSuchWorkOrder
from workorders.models import WorkOrder
from workorders.queries import card_of


def merge(town: SimpleNamespace, order: WorkOrder, into: WorkOrder) -> WorkOrder:
    return commands.merge(work_order_id=order.pk, version=None, into_id=into.pk, actor=town.actor("dan"), now=MORNING)


def test_the_reports_go_along_and_the_clocks_do_not(town: SimpleNamespace) -> None:
    order, into = opened(town), opened(town, building=town.house_2)
    for target in (order, order, into):
        commands.add_report(work_order_id=target.pk, actor=town.actor("olga"), now=MORNING)
    clocks = waiting(into)
    merge(town, order, into)
    assert (fresh(into).report_count, fresh(into).status) == (5, Status.TRIAGED)
    assert (fresh(order).status, fresh(order).merged_into, fresh(order).join_key) == (Status.MERGED, into, None)
    assert (waiting(order), waiting(into)) == ({}, clocks)
    assert (told(order)[-1], told(into)[-1]) == ("merged", "absorbed")


def test_an_order_is_not_merged_into_itself_nor_into_one_that_is_over(town: SimpleNamespace) -> None:
    order = opened(town)
    with pytest.raises(MergeIntoItself):
        merge(town, order, order)
    for status in (Status.CLOSED, Status.CANCELLED, Status.MERGED):
        over = order_in(town, status, flat=status)
        with pytest.raises(MergeTargetClosed, match=over.number):
            merge(town, order, over)
    with pytest.raises(NoSuchWorkOrder):
        commands.merge(work_order_id=order.pk, version=None, into_id=10**9, actor=town.actor("dan"), now=MORNING)
    assert fresh(order).status == Status.TRIAGED


def test_a_crews_order_that_is_merged_leaves_the_crew_free(town: SimpleNamespace) -> None:
    order = brought(town, opened(town), "dispatch", "accept", "depart")
    into = opened(town, building=town.house_2)
    merge(town, order, into)
    brought(town, into, "dispatch", "accept", "depart")


def test_an_order_without_a_place_moves_to_the_board_of_its_branch(town: SimpleNamespace) -> None:
    order, _joined = commands.report_trouble(
        decision=decided(),
        place=commands.Place(text="behind the market", certain=False),
        join_key=None,
        reported_at=MORNING,
        actor=town.actor("olga"),
        now=MORNING,
    )
    assert order.board_slug == "group"
    assert order.subject in replayed("group")
    commands.locate(work_order_id=order.pk, version=1, building=town.house_west, actor=town.actor("olga"), now=MORNING)
    west = f"branch-{town.west.pk}"
    assert order.subject not in replayed("group")
    assert replayed(west)[order.subject]["place"]["certain"] is True
    assert kinds_on("group") == ["work_order.opened", "work_order.moved_away"]
    assert kinds_on(west) == ["work_order.located"]
    gone = Event.objects.get(kind="work_order.moved_away")
    assert gone.card == {"type": "work_order", "id": order.pk, "open": False}


def test_an_order_that_stays_in_its_branch_leaves_no_board(town: SimpleNamespace) -> None:
    order = opened(town)
    commands.locate(work_order_id=order.pk, version=None, building=town.hospital, actor=town.actor("olga"), now=MORNING)
    assert kinds_on(f"branch-{town.east.pk}") == ["work_order.opened", "work_order.located"]


def test_the_number_on_the_card_is_the_orders_number_however_many_there_are(town: SimpleNamespace) -> None:
    order = opened(town)
    for pk in (1_234_567, 98_765_432_101):
        WorkOrder.objects.filter(pk=order.pk).update(join_key=None)
        big = fresh(order)
        big.pk = pk
        big.save(force_insert=True)
        card = card_of(pk)
        assert card is not None
        assert card["number"] == big.number == f"WO-{pk}"
        WorkOrder.objects.filter(pk=pk).delete()
