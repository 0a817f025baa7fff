"""A call is taken, triaged, and becomes an order, joins one, or is answered."""

from collections.abc import Callable
from types import SimpleNamespace

from rest_framework.test import APIClient
from town import body, kinds_on

from heating_ops.timers.models import Deadline
from hotline.models import Call
from workorders.models import WorkOrder

Api = Callable[[str], APIClient]


def test_a_cold_flat_becomes_a_non_urgent_order_with_deadlines_and_reasons(town: SimpleNamespace, api: Api) -> None:
    answer = api("olga").post("/api/calls/", body(), format="json")
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert told["triage"]["urgency"] == "non_urgent"
    assert told["triage"]["priority"] == "P3"
    assert told["triage"]["reasons"] == ["Not warm enough: contact first, then visit"]
    assert told["joined"] is None
    order = WorkOrder.objects.get(pk=told["work_order"]["id"])
    assert (order.status, order.branch_id, order.flat) == ("triaged", town.east.pk, "1-101")
    armed = set(Deadline.objects.filter(subject=order.subject).values_list("kind", flat=True))
    assert armed == {"work_order.dispatch", "work_order.contact", "work_order.on_site", "work_order.restored"}
    assert kinds_on(f"branch-{town.east.pk}") == ["work_order.opened", "call.logged"]


def test_the_same_request_again_is_answered_200_with_the_same_body(town: SimpleNamespace, api: Api) -> None:
    call = body()
    first = api("olga").post("/api/calls/", call, format="json")
    again = api("olga").post("/api/calls/", call, format="json")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert Call.objects.count() == WorkOrder.objects.count() == 1
