"""Every write on incidents, one function each."""

from .commanding import move_to_phase, note, set_level, take_command
from .declaring import declare, set_reach
from .gathering import add_report, gather, gather_caller, release
from .refusals import (
    AlreadyGathered,
    CallersGathered,
    IllegalPhase,
    IncidentClosed,
    IncidentStale,
    NoSuchIncident,
    NotGathered,
    NothingChanges,
    OrderOver,
    ReachTaken,
    ReasonMissing,
)
from .updating import promise_update

__all__ = [
    "AlreadyGathered",
    "CallersGathered",
    "IllegalPhase",
    "IncidentClosed",
    "IncidentStale",
    "NoSuchIncident",
    "NotGathered",
    "NothingChanges",
    "OrderOver",
    "ReachTaken",
    "ReasonMissing",
    "add_report",
    "declare",
    "gather",
    "gather_caller",
    "move_to_phase",
    "note",
    "promise_update",
    "release",
    "set_level",
    "set_reach",
    "take_command",
]
