"""The forecast falls in the evening, and the open orders become more urgent, visibly.

Nobody has to look for them: each says in its history that it was the weather, its clocks run by the new
priority, and the board hears of it. A milder night makes nothing less urgent by itself.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from order_cast import opened
from town import MORNING

from heating_ops.journal.actor import Actor
from heating_ops.journal.queries import history_of
from heating_ops.timers.models import Deadline
from heating_ops.weather import conditions
from heating_ops.weather.commands import take_values
from heating_ops.weather.models import Source
from heating_ops.weather.values import Value
from workorders import rules
from workorders.models import TriageRules
from workorders.regrading.models import RegradeProposal
from workorders.regrading.running import begin_due, work
from workorders.sentences import told

HOUR = timedelta(hours=1)


def the_forecast_says(low: float, *, at: Any) -> None:
    """It will be so cold in the coming night; the workers of the house hear of it and do what follows."""
    ahead = [Value(at + hour * HOUR, low, None, at) for hour in range(1, 25)]
    take_values([Value(at, -3.0), *ahead], source=Source.FEED, actor=Actor.system("station"), now=at)
    conditions.forget()
    begin_due(at)
    while work(at):
        pass


def the_house_says_a_night_below_minus_ten_is_urgent() -> None:
    """One rule of the utility's own, beside those that ship and do not ask for the weather."""
    by_weather = {"forecast_below_c", "outdoor_below_c", "cold_wave", "hours_without_heat_at_least"}
    shipped = TriageRules.objects.filter(active=True).order_by("-pk").first()
    assert shipped is not None
    cold = {
        "id": "cold_night",
        "when": {"category": ["low_temperature"], "forecast_below_c": -10},
        "then": {"priority": "P2", "handling": "visit"},
        "reason": {"en": "A cold night", "zh-hans": "寒夜"},
        "source": "the utility",
        "confirmed": True,
    }
    others = [rule for rule in shipped.rules if not by_weather & rule["when"].keys()]
    TriageRules.objects.create(version="own", rules=[cold, *others], active=True)
    rules.forget()


def test_the_forecast_falls_and_a_milder_one_lowers_nothing(town: SimpleNamespace) -> None:
    the_house_says_a_night_below_minus_ten_is_urgent()
    the_forecast_says(-4, at=MORNING)

    # In the morning somebody is not warm enough. That can wait a little.
    order = opened(town)
    assert order.priority == "P3"
    on_site = Deadline.objects.get(subject=order.subject, kind="work_order.on_site")

    # In the afternoon the forecast falls to −14 °C.
    the_forecast_says(-14, at=MORNING + 2 * HOUR)
    order.refresh_from_db()
    assert order.priority == "P2"
    assert "Raised from P3 to P2: the weather" in [line.sentence for line in told(history_of(order.subject))]
    sooner = Deadline.objects.get(pk=on_site.pk)
    assert sooner.due_at < on_site.due_at

    # Later it looks milder again. Nothing becomes less urgent; the dispatcher is asked.
    the_forecast_says(-2, at=MORNING + 4 * HOUR)
    order.refresh_from_db()
    assert order.priority == "P2"
    proposal = RegradeProposal.objects.get(order=order, ended="")
    assert (proposal.before, proposal.after) == ("P2", "P3")
