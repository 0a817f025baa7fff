"""What an open order would be decided as now. Reads, and changes nothing."""

from dataclasses import replace
from datetime import datetime

from heating_ops.weather.conditions import conditions

from .. import rules
from ..catalogue import Category
from ..models import WorkOrder
from ..triage import Decision, Facts, decide, is_stricter

_SECONDS = 3600


def decision_now(order: WorkOrder, *, now: datetime) -> Decision:
    """Decide an order again from the facts it was decided by, with today's weather and the rules in force.

    Hours without heat have grown since it was reported.
    """
    told = conditions(now)
    facts = replace(
        Facts.from_stored(order.triage["inputs"]),
        outdoor_c=told.outdoor_c,
        forecast_low_c=told.forecast_low_c,
        cold_wave=told.cold_wave,
        season_day=told.season_day,
    )
    if order.category == Category.NO_HEAT:
        passed = (now - order.reported_at).total_seconds() / _SECONDS
        facts = replace(facts, hours_without_heat=round(max(passed, facts.hours_without_heat or 0.0), 1))
    return decide(facts, rules.triage_rules())


def is_raised(order: WorkOrder, decision: Decision) -> bool:
    """Whether the weather makes it more urgent: than it is, and than it was decided as.

    Who lowered an order by hand is not overruled by weather that was known then.
    """
    return is_stricter(decision.priority, order.priority) and is_stricter(decision.priority, order.triage["priority"])


def is_lowered(order: WorkOrder, decision: Decision) -> bool:
    """Whether it would be less urgent now, and nobody has set its priority by hand."""
    return is_stricter(order.priority, decision.priority) and order.priority == order.triage["priority"]
