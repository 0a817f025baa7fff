"""Real threads: one caller is called by one operator, and one order is opened again once."""

from types import SimpleNamespace

from call_backs_cast import done_order, open_ones, said
from order_cast import told
from threads import raised, together
from town import MORNING

from heating_ops.journal.models import Event
from hotline.call_backs.commands import claim
from hotline.call_backs.refusals import SomebodyIsOnIt
from hotline.models import CallBack


def test_two_press_on_one_caller_one_gets_it_and_the_other_is_told_who(real_town: SimpleNamespace) -> None:
    done_order(real_town)
    one = open_ones()[0]
    answers = together(
        *(
            lambda name=name: claim(call_back_id=one.pk, user=getattr(real_town, name), now=MORNING)
            for name in ("olga", "lena")
        )
    )
    refused = raised(answers)
    assert [type(error) for error in refused] == [SomebodyIsOnIt]
    one.refresh_from_db()
    assert one.claimed_by is not None
    assert refused[0].particulars["who"] == str(one.claimed_by)  # type: ignore[attr-defined]
    assert Event.objects.filter(kind="call_back.claimed").count() == 1


def test_two_callers_who_are_still_cold_at_once_open_the_order_once(real_town: SimpleNamespace) -> None:
    order = done_order(real_town, "13800000001", "13800000002")
    jobs = []
    for one, name in zip(open_ones(), ("olga", "lena"), strict=True):
        claim(call_back_id=one.pk, user=getattr(real_town, name), now=MORNING)
        jobs.append(lambda one=one, name=name: said(real_town, one, "not_solved", who=name))
    assert raised(together(*jobs)) == []
    assert told(order).count("reopened") == 1
    assert set(CallBack.objects.values_list("outcome", flat=True)) == {"not_solved"}


def test_solved_and_still_cold_at_once_leave_the_order_open(real_town: SimpleNamespace) -> None:
    order = done_order(real_town, "13800000001", "13800000002")
    first, second = open_ones()
    for one, name in ((first, "olga"), (second, "lena")):
        claim(call_back_id=one.pk, user=getattr(real_town, name), now=MORNING)
    answers = together(
        lambda: said(real_town, first, "solved", who="olga"), lambda: said(real_town, second, "not_solved", who="lena")
    )
    assert raised(answers) == []
    order.refresh_from_db()
    assert order.status == "triaged"
