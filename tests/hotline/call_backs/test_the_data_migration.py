"""Orders that were done before call-backs had rows: their callers get theirs."""

from importlib import import_module
from types import SimpleNamespace

from call_backs_cast import caller, done_order, open_ones
from django.apps import apps
from town import MORNING

from hotline.models import CallBack


def test_callers_of_done_orders_get_their_rows_and_nobody_else(town: SimpleNamespace) -> None:
    done_order(town, "13800000001", "13800000002", "13800000001", "")
    caller(town, "13800000007", building=town.house_2)
    columns = ("call", "why", "work_order", "incident", "rank", "opened_at", "due_at", "state")
    before = sorted(CallBack.objects.values_list(*columns))
    CallBack.objects.all().delete()
    import_module("hotline.migrations.0008_call_backs_of_done_orders").load(apps, None)
    assert sorted(CallBack.objects.values_list(*columns)) == before
    assert len(open_ones(opened_at=MORNING)) == 3
