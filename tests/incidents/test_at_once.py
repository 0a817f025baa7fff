"""Two press at the same moment: one is done, the other is told. Real threads, real commits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace
from typing import Any

from django.db import connection
from incident_cast import declare, leak, move
from town import MORNING, api_client, body

from heating_ops.journal.refusal import Refusal
from hotline.models import Call
from incidents import commands
from incidents.models import Incident, Phase


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads that start together; a refusal is an answer, any other error is raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(run, act) for act in acts]]


def outcome(answers: list[Any]) -> tuple[int, set[str]]:
    """How many were done, and the codes of the refusals."""
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    return len(answers) - len(refused), {answer.code for answer in refused}


def test_of_two_who_declare_from_one_order_one_is_told_which_incident_has_it(real_town: SimpleNamespace) -> None:
    town = real_town
    order = leak(lambda name: api_client(getattr(town, name)))
    press = [
        lambda name=name: declare(town, building=None, work_order_id=order.pk, separate=True, actor=town.actor(name))
        for name in ("kurt", "dan", "lena")
    ]
    assert outcome(at_once(*press)) == (1, {"already_gathered"})
    assert Incident.objects.count() == 1


def test_of_two_who_declare_by_hand_on_one_station_one_is_told_of_the_other(real_town: SimpleNamespace) -> None:
    town = real_town
    press = [
        lambda: declare(town, kind="station_power_loss", building=town.house_1),
        lambda: declare(town, kind="station_flooded", building=town.hospital),
    ]
    assert outcome(at_once(*press)) == (1, {"reach_taken"})


def test_of_two_commanders_who_press_at_once_one_is_told_to_look_again(real_town: SimpleNamespace) -> None:
    town = real_town
    incident = declare(town)
    press = [
        lambda: move(town, incident, Phase.CONTAINED, version=1),
        lambda: move(town, incident, Phase.RESTORED, version=1),
        lambda: move(town, incident, Phase.CLOSED, version=1, reason="误报"),
    ]
    assert outcome(at_once(*press)) == (1, {"stale_version"})


def test_an_order_gathered_by_two_incidents_at_once_belongs_to_one(real_town: SimpleNamespace) -> None:
    town = real_town
    order = leak(lambda name: api_client(getattr(town, name)))
    incidents = [declare(town), declare(town, building=town.house_west)]
    press = [
        lambda incident=incident: commands.gather(
            incident_id=incident.pk, work_order_id=order.pk, actor=town.actor("kurt"), now=MORNING
        )
        for incident in incidents
    ]
    assert outcome(at_once(*press)) == (1, {"already_gathered"})
    order.refresh_from_db()
    assert order.incident_number in {incident.number for incident in incidents}
    assert order.version == 2


def test_callers_in_the_moment_of_restoring_are_gathered_or_get_an_order_none_is_lost(
    real_town: SimpleNamespace,
) -> None:
    town = real_town
    incident = declare(town)
    client = api_client(town.olga)

    def call(number: int) -> Callable[[], Any]:
        said = body(category="no_heat", caller_phone=f"1390000{number:04d}")
        return lambda: client.post("/api/calls/", said, format="json").json()

    answers = at_once(*[call(number) for number in range(7)], lambda: move(town, incident, Phase.RESTORED, version=1))
    told = [answer for answer in answers if isinstance(answer, dict)]
    gathered = [one for one in told if one["joined"] and one["joined"]["type"] == "incident"]
    incident.refresh_from_db()
    assert incident.phase == Phase.RESTORED
    assert incident.report_count == len(gathered) == Call.objects.filter(incident=incident).count()
    assert Call.objects.count() == len(told) == 7
    assert all(one["work_order"] or one["joined"] for one in told)
