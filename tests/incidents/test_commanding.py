"""Phases, levels, command and the log: what is allowed, what is refused, and in which words."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from incident_cast import declare, move
from town import MORNING

from heating_ops.journal.refusal import InvalidInput
from incidents import commands
from incidents.models import ALLOWED_PHASES, IncidentNote, Phase


def test_each_phase_keeps_its_time_to_the_second(town: SimpleNamespace) -> None:
    incident = declare(town)
    move(town, incident, Phase.CONTAINED, 30)
    move(town, incident, Phase.RESTORED, 300)
    over = move(town, incident, Phase.CLOSED, 400)
    minutes = [
        (at - MORNING).total_seconds() / 60 for at in (over.contained_at, over.restored_at, over.closed_at) if at
    ]
    assert minutes == [30, 300, 400]
    assert over.phase_at == over.closed_at
    assert over.version == 4


@pytest.mark.parametrize("start", list(Phase))
@pytest.mark.parametrize("aim", list(Phase))
def test_only_the_phases_of_the_table_follow(town: SimpleNamespace, start: Phase, aim: Phase) -> None:
    incident = declare(town)
    paths = {
        Phase.DECLARED: [],
        Phase.CONTAINED: [Phase.CONTAINED],
        Phase.RESTORED: [Phase.RESTORED],
        Phase.CLOSED: [Phase.RESTORED, Phase.CLOSED],
    }
    for phase in paths[start]:
        move(town, incident, phase)
    if aim in ALLOWED_PHASES[start]:
        assert move(town, incident, aim, reason="说明").phase == aim
    else:
        with pytest.raises(commands.IllegalPhase):
            move(town, incident, aim, reason="说明")


def test_back_to_declared_needs_a_reason_and_takes_the_later_times_off(town: SimpleNamespace) -> None:
    incident = declare(town)
    move(town, incident, Phase.CONTAINED)
    with pytest.raises(commands.ReasonMissing):
        move(town, incident, Phase.DECLARED, reason="   ")
    back = move(town, incident, Phase.DECLARED, 5, reason="阀门又漏了")
    assert (back.contained_at, back.restored_at, back.phase_at) == (None, None, MORNING + timedelta(minutes=5))


def test_a_false_alarm_is_closed_with_a_reason(town: SimpleNamespace) -> None:
    incident = declare(town)
    with pytest.raises(commands.ReasonMissing):
        move(town, incident, Phase.CLOSED)
    assert move(town, incident, Phase.CLOSED, reason="只是融雪").phase == Phase.CLOSED


def test_a_false_alarm_that_callers_were_told_about_cannot_be_closed_as_none(town: SimpleNamespace) -> None:
    incident = declare(town)
    commands.add_report(incident_id=incident.pk, actor=town.actor("olga"), now=MORNING)
    with pytest.raises(commands.CallersGathered) as refused:
        move(town, incident, Phase.CLOSED, reason="误报")
    assert refused.value.message.startswith("1 callers were told")


def test_a_decision_on_an_old_version_is_refused(town: SimpleNamespace) -> None:
    incident = declare(town)
    move(town, incident, Phase.CONTAINED, version=1)
    with pytest.raises(commands.IncidentStale) as refused:
        move(town, incident, Phase.RESTORED, version=1)
    assert refused.value.message == f"{incident.number} was changed meanwhile. Look at it again before you act."


def test_callers_and_orders_never_make_a_decision_stale(town: SimpleNamespace) -> None:
    incident = declare(town)
    for _caller in range(3):
        commands.add_report(incident_id=incident.pk, actor=town.actor("olga"), now=MORNING)
    assert move(town, incident, Phase.CONTAINED, version=1).report_count == 3


def test_the_level_is_set_with_a_reason_and_not_to_what_it_is(town: SimpleNamespace) -> None:
    incident = declare(town)
    change: dict[str, Any] = {"incident_id": incident.pk, "actor": town.actor("kurt"), "now": MORNING}
    with pytest.raises(commands.ReasonMissing):
        commands.set_level(**change, version=1, level="II", reason="")
    assert commands.set_level(**change, version=1, level="II", reason="医院停热").level == "II"
    with pytest.raises(commands.NothingChanges):
        commands.set_level(**change, version=2, level="II", reason="again")
    with pytest.raises(commands.IncidentStale):
        commands.set_level(**change, version=1, level="I", reason="旧的")


def test_a_closed_incident_keeps_its_level_its_reach_and_its_commander(town: SimpleNamespace) -> None:
    incident = declare(town)
    move(town, incident, Phase.CLOSED, reason="误报")
    change: dict[str, Any] = {
        "incident_id": incident.pk,
        "version": None,
        "actor": town.actor("kurt"),
        "now": MORNING,
    }
    for verb, said in (
        (commands.set_level, {"level": "I", "reason": "x"}),
        (commands.set_reach, {"loop_ids": [], "reason": "x"}),
        (commands.take_command, {"commander_id": town.kurt.pk}),
    ):
        with pytest.raises(commands.IncidentClosed):
            verb(**change, **said)


def test_command_is_taken_once(town: SimpleNamespace) -> None:
    incident = declare(town)
    change: dict[str, Any] = {"incident_id": incident.pk, "actor": town.actor("lena"), "now": MORNING}
    taken = commands.take_command(**change, version=1, commander_id=town.lena.pk)
    assert taken.commander == town.lena
    with pytest.raises(commands.NothingChanges):
        commands.take_command(**change, version=2, commander_id=town.lena.pk)


def test_a_line_may_be_written_also_after_the_end_but_not_an_empty_one(town: SimpleNamespace) -> None:
    incident = declare(town)
    move(town, incident, Phase.CLOSED, reason="误报")
    change: dict[str, Any] = {
        "incident_id": incident.pk,
        "author_id": town.kurt.pk,
        "actor": town.actor("kurt"),
        "now": MORNING,
    }
    commands.note(**change, text="  复盘：阀门图纸过期  ")
    assert IncidentNote.objects.get().text == "复盘：阀门图纸过期"
    with pytest.raises(InvalidInput):
        commands.note(**change, text=" \n ")


def test_an_unknown_incident_is_named_as_such(town: SimpleNamespace) -> None:
    with pytest.raises(commands.NoSuchIncident):
        commands.note(incident_id=4040, text="x", author_id=None, actor=town.actor("kurt"), now=MORNING)
