"""What happens when a clock of the chain passes: the next level is told, and it is said if nobody is there."""

from datetime import datetime

from heating_ops.crews.queries import on_duty_at
from heating_ops.journal.actor import Actor
from heating_ops.journal.recording import command
from heating_ops.timers.models import Deadline

from .. import events, rules
from ..queries import open_order_of
from .chain import start


@command
def escalation_due(deadline: Deadline, now: datetime) -> None:
    """Tell the next level of the chain; nobody on duty there → say so and go one further at once."""
    order = open_order_of(deadline)
    if order is None:
        return
    chain = rules.escalation_chains().get(order.priority, [])
    actor = Actor.timer(deadline)
    while order.escalation_level < len(chain):
        rule = chain[order.escalation_level]
        order.escalation_level += 1
        order.escalated_to = rule.level
        person = on_duty_at(level=rule.level, branch_id=order.branch_id, now=now)
        if person is not None:
            events.escalated(order, level=rule.level, to=f"user:{person.pk}", actor=actor, now=now)
            break
        events.nobody_on_duty(order, level=rule.level, actor=actor, now=now)
    order.version += 1
    order.save(update_fields=["escalation_level", "escalated_to", "version"])
    start(order, breach_at=deadline.started_at, now=now)
