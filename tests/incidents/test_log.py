"""The log tells everything once, in order, in words."""

import inspect
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import translation
from incident_cast import declare, leak, move
from town import MORNING

from incidents import commands, events
from incidents.models import Phase
from incidents.queries import notes_of, whole
from incidents.sentences import has_sentence, log_of


def test_every_kind_of_event_has_a_sentence() -> None:
    source = inspect.getsource(events)
    kinds = [name for name in vars(events) if inspect.isfunction(vars(events)[name]) and not name.startswith("_")]
    told = [name for name in kinds if f'"{name}"' in source]
    assert len(told) >= 9
    assert [name for name in [*told, "moved_away"] if not has_sentence(f"incident.{name}")] == []


def test_the_log_reads_from_declaration_to_end(town: SimpleNamespace, api: Any) -> None:
    order = leak(api)
    incident = declare(town, work_order_id=order.pk)
    at = MORNING + timedelta(seconds=75)
    commands.note(incident_id=incident.pk, text="阀门已关", author_id=town.kurt.pk, actor=town.actor("kurt"), now=at)
    for second in range(3):
        now = at + timedelta(seconds=second)
        commands.add_report(incident_id=incident.pk, actor=town.actor("olga"), now=now)
    move(town, incident, Phase.CONTAINED, 10)
    commands.add_report(incident_id=incident.pk, actor=town.actor("olga"), now=MORNING + timedelta(minutes=11))
    move(town, incident, Phase.DECLARED, 12, reason="又漏了")
    lines = log_of(incident.pk, notes_of(incident.pk))
    assert [line.sentence for line in lines] == [
        "Declared: Secondary pipe leak, Level IV (ordinary), 120 households",
        f"{order.number} gathered",
        "阀门已关",
        "3 callers gathered",
        "Contained (water stopped)",
        "1 caller gathered",
        "Back from “Contained (water stopped)” to “Declared”",
    ]
    assert (lines[2].at, lines[2].actor) == (at, "kurt")
    assert lines[-1].detail == "又漏了"


def test_over_the_api_callers_are_counted_and_not_listed(town: SimpleNamespace) -> None:
    incident = declare(town)
    for _caller in range(3):
        commands.add_report(incident_id=incident.pk, actor=town.actor("olga"), now=MORNING)
    told = whole(incident.pk) or {}
    assert (told["reports"], [line["kind"] for line in told["log"]]) == (3, ["incident.declared"])


def test_several_orders_gathered_in_one_moment_are_all_in_the_log(town: SimpleNamespace, api: Any) -> None:
    orders = [leak(api), leak(api, place={"street": "阳光花园", "building": "2号楼", "flat": "1-301"})]
    incident = declare(town, gather_ids=[order.pk for order in orders])
    told = [line.sentence for line in log_of(incident.pk, {})]
    assert [f"{order.number} gathered" in told for order in orders] == [True, True]
    kinds = [line["kind"] for line in (whole(incident.pk) or {})["log"]]
    assert kinds.count("incident.order_gathered") == 2


def test_what_a_person_wrote_can_be_erased_and_the_line_stays(town: SimpleNamespace) -> None:
    incident = declare(town)
    line = commands.note(
        incident_id=incident.pk, text="张三 13800000000", author_id=None, actor=town.actor("kurt"), now=MORNING
    )
    line.delete()
    assert log_of(incident.pk, notes_of(incident.pk))[-1].sentence == "A line that was erased"


def test_the_log_speaks_the_readers_language(town: SimpleNamespace) -> None:
    incident = declare(town)
    with translation.override("zh-hans"):
        assert "secondary_leak" not in log_of(incident.pk, {})[0].sentence
