"""An order may wait only for a reason; what it waited is left out of the net time, never of the gross time."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from order_cast import MINUTE, Verb, brought, fresh, opened, told, verbs, waiting
from town import MORNING, api_client

from heating_ops.crews.models import DutyPost, Level
from heating_ops.notify.inbox.models import Notice
from heating_ops.timers.clock import fire_due
from workorders.catalogue import SuspendReason
from workorders.models import Step, WorkOrder
from workorders.suspensions import read_times

HOUR = timedelta(hours=1)


@pytest.fixture
def say(town: SimpleNamespace) -> dict[str, Verb]:
    return verbs(town)


@pytest.fixture
def order(town: SimpleNamespace) -> WorkOrder:
    """Registered at nine, the crew on its way at half past."""
    return brought(town, opened(town), "dispatch", "accept", "contact", "depart", now=MORNING + 30 * MINUTE)


def test_the_customer_was_out_for_two_hours(order: WorkOrder, town: SimpleNamespace, say: dict[str, Verb]) -> None:
    say["suspend"](work_order_id=order.pk, reason=SuspendReason.NOT_HOME, now=MORNING + HOUR)
    say["depart"](work_order_id=order.pk, now=MORNING + 3 * HOUR)
    brought(town, order, "arrive", "start", "complete", now=MORNING + 5 * HOUR)
    measured = {one.step: (one.gross, one.net) for one in read_times(fresh(order), now=MORNING + 9 * HOUR).steps}
    assert measured[Step.ON_SITE] == (5 * HOUR, 3 * HOUR)
    assert measured[Step.RESTORED] == (5 * HOUR, 3 * HOUR)
    assert measured[Step.CONTACT] == (30 * MINUTE, 30 * MINUTE), "it was called before anybody waited"
    assert fresh(order).stood_seconds == 2 * 3600


def test_another_unit_gives_nobody_time(order: WorkOrder, town: SimpleNamespace, say: dict[str, Verb]) -> None:
    before = waiting(order)
    say["suspend"](work_order_id=order.pk, reason=SuspendReason.OTHER_UNIT, now=MORNING + HOUR)
    clocks = waiting(order)
    assert {step: clocks[step] for step in before} == before
    say["depart"](work_order_id=order.pk, now=MORNING + 3 * HOUR)
    brought(town, order, "arrive", "start", "complete", now=MORNING + 5 * HOUR)
    (restored,) = [one for one in read_times(fresh(order), now=MORNING).steps if one.step == Step.RESTORED]
    assert restored.gross == restored.net == 5 * HOUR


def test_an_order_that_waits_too_long_is_reported_and_escalates_nothing(
    order: WorkOrder, town: SimpleNamespace, say: dict[str, Verb]
) -> None:
    hours = DutyPost.objects.get(user=town.lena).hours
    DutyPost.objects.create(level=Level.BRANCH_DISPATCHER, branch=town.east, user=town.dan, hours=hours)
    say["suspend"](work_order_id=order.pk, reason=SuspendReason.NOT_HOME, now=MORNING + HOUR)
    fire_due(now=MORNING + 24 * HOUR)
    assert told(order)[-1] == "suspended"
    fire_due(now=MORNING + 25 * HOUR)
    assert told(order)[-1] == "suspended_too_long"
    notice = Notice.objects.get(topic="suspended_too_long")
    assert (notice.user, notice.subject) == (town.dan, order.subject)
    assert fresh(order).escalation_level == 0


def test_gross_and_net_stand_on_the_order_and_in_the_api(
    order: WorkOrder, town: SimpleNamespace, say: dict[str, Verb], browse: object
) -> None:
    say["suspend"](work_order_id=order.pk, reason=SuspendReason.PARTS, now=MORNING + HOUR)
    say["depart"](work_order_id=order.pk, now=MORNING + 3 * HOUR)
    brought(town, order, "arrive", "start", "complete", now=MORNING + 5 * HOUR)
    whole = api_client(town.dan).get(f"/api/work-orders/{order.pk}/").json()
    times = {one["step"]: (one["gross_seconds"], one["net_seconds"]) for one in whole["times"]}
    assert times["restored"] == (5 * 3600, 3 * 3600)
    assert times["on_site"] == (5 * 3600, 5 * 3600), "parts are no reason to come later"
    assert whole["stood_seconds"] == 2 * 3600
    assert [(one["reason"], one["stopped"]) for one in whole["suspensions"]] == [("parts", ["restored", "escalate"])]
    page = browse("dan").get(f"/work-orders/{order.pk}/").content.decode()  # type: ignore[operator]
    assert "Waiting for parts" in page
    assert "5 h" in page
    assert "3 h" in page
