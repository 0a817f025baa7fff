"""Two write a script, or decide about a stop, at the same moment: one is done, the other is told. Real threads."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from threads import raised, together

from hotline.models import Script, Situation
from hotline.scripts import commands
from incidents.models import PlannedStop, StopReason
from incidents.planned_stops import commands as stops
from incidents.planned_stops.refusals import StopOver, StopStale


def test_of_two_versions_written_at_once_one_is_read_out(real_town: SimpleNamespace) -> None:
    def write() -> Script:
        return commands.rewrite_script(
            situation=Situation.NOT_OURS,
            based_on=1,
            words_zh_hans="请拨打您的供热单位。",
            words_en="Please call your supplier.",
            source="客服部",
            confirmed_locally=False,
            actor=real_town.actor("lena"),
            now=timezone.now(),
        )

    answers = together(write, write)
    assert [type(error) for error in raised(answers)] == [commands.ScriptStale]
    assert Script.objects.filter(situation=Situation.NOT_OURS).count() == 2
    assert Script.objects.get(situation=Situation.NOT_OURS, active=True).version == 2


def test_a_stop_is_ended_or_extended_and_not_both(real_town: SimpleNamespace) -> None:
    now = timezone.now()
    stop = stops.plan_stop(
        reason=StopReason.REPAIR,
        loop_ids=[real_town.loop_1.pk],
        begins_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
        building=real_town.house_1,
        actor=real_town.actor("lena"),
        now=now,
    )
    act: dict[str, Any] = {"stop_id": stop.pk, "version": stop.version, "actor": real_town.actor("lena"), "now": now}
    answers = together(
        lambda: stops.end_stop(**act),
        lambda: stops.extend_stop(ends_at=now + timedelta(hours=5), reason="阀门卡滞", **act),
    )
    (refused,) = raised(answers)
    assert isinstance(refused, StopOver | StopStale)
    after = PlannedStop.objects.get(pk=stop.pk)
    assert (after.version, after.ended_at is None) == (2, isinstance(refused, StopStale))
