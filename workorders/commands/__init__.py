"""Every write on work orders, one function each."""

from .closing import call_back, close_unasked, customer_said, needs_temperature
from .dispatching import cancel, dispatch, merge, reassign, reopen
from .external import External
from .field import Reading, accept, arrive, complete, contact, depart, give_back, start, suspend
from .guiding import claimed, needs_visit, not_reached, solve_by_telephone
from .opening import Place, locate, report_trouble
from .overriding import override_triage
from .promoting import gather, release
from .refusals import OrderNotOpen
from .reporting import add_report

__all__ = [
    "External",
    "OrderNotOpen",
    "Place",
    "Reading",
    "accept",
    "add_report",
    "arrive",
    "call_back",
    "cancel",
    "claimed",
    "close_unasked",
    "complete",
    "contact",
    "customer_said",
    "depart",
    "dispatch",
    "gather",
    "give_back",
    "locate",
    "merge",
    "needs_temperature",
    "needs_visit",
    "not_reached",
    "override_triage",
    "reassign",
    "release",
    "reopen",
    "report_trouble",
    "solve_by_telephone",
    "start",
    "suspend",
]
