"""The one table of who may do what, over how much: role × action × scope.

Pages, API and sockets all ask this table, and every query is narrowed by the
scope it answers. A test walks every URL as every role and fails on one that is
not in the table.
"""

from typing import Final

from django.contrib.auth.models import AnonymousUser

from .actions import Action, Scope
from .models import Role, User

__all__ = ["TABLE", "Action", "Scope", "branch_filter", "may", "scope_of"]


_EVERYBODY: dict[Role, Scope] = dict.fromkeys(Role, Scope.GROUP)

TABLE: Final[dict[Action, dict[Role, Scope]]] = {
    Action.HOME: _EVERYBODY,
    Action.API_DOCS: _EVERYBODY,
    # Everybody works in the same cold.
    Action.WEATHER_VIEW: _EVERYBODY,
    # Values typed by hand, cold waves and what stands by: they change how urgent orders are.
    Action.WEATHER_EDIT: {
        Role.DUTY_LEADER: Scope.GROUP,
        Role.COMMANDER: Scope.GROUP,
        Role.ADMINISTRATOR: Scope.GROUP,
    },
    Action.CALL_LOG: {
        Role.OPERATOR: Scope.GROUP,
        Role.DISPATCHER: Scope.GROUP,
        Role.DUTY_LEADER: Scope.GROUP,
    },
    Action.CALL_VIEW: {
        Role.OPERATOR: Scope.GROUP,
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.BRANCH,
    },
    Action.CALL_BACK: {
        Role.OPERATOR: Scope.GROUP,
        Role.DUTY_LEADER: Scope.BRANCH,
    },
    # A caller who never answered is not called any more: that is a supervisor's word.
    Action.CALL_GIVE_UP: {Role.DUTY_LEADER: Scope.BRANCH},
    # The telephone of the desk: the strip, its live board, and the callers who were missed.
    Action.RING_ANSWER: {
        Role.OPERATOR: Scope.GROUP,
        Role.DUTY_LEADER: Scope.GROUP,
    },
    # Tickets of other systems whose place or trouble is not sure.
    Action.TICKET_SORT: {
        Role.OPERATOR: Scope.GROUP,
        Role.DUTY_LEADER: Scope.GROUP,
    },
    # A whole file at once: many calls, and perhaps many crews.
    Action.CALLS_IMPORT: {
        Role.DUTY_LEADER: Scope.GROUP,
        Role.ADMINISTRATOR: Scope.GROUP,
    },
    # A seat of the desk, and the shift in one line.
    Action.SEAT_TAKE: {
        Role.OPERATOR: Scope.GROUP,
        Role.DUTY_LEADER: Scope.GROUP,
    },
    # Everybody's figures, person by person.
    Action.SHIFT_VIEW: {
        Role.DUTY_LEADER: Scope.GROUP,
        Role.MANAGER: Scope.GROUP,
    },
    # What the desk tells callers; written by who answers for it.
    Action.KNOWLEDGE_READ: {
        Role.OPERATOR: Scope.GROUP,
        Role.DISPATCHER: Scope.GROUP,
        Role.DUTY_LEADER: Scope.GROUP,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.GROUP,
        Role.ADMINISTRATOR: Scope.GROUP,
    },
    Action.KNOWLEDGE_EDIT: {
        Role.DUTY_LEADER: Scope.GROUP,
        Role.ADMINISTRATOR: Scope.GROUP,
    },
    Action.PLACE_SEARCH: {
        Role.OPERATOR: Scope.GROUP,
        Role.DISPATCHER: Scope.GROUP,
        Role.DUTY_LEADER: Scope.GROUP,
        Role.COMMANDER: Scope.GROUP,
    },
    Action.ORDER_VIEW: {
        Role.OPERATOR: Scope.GROUP,
        Role.DISPATCHER: Scope.BRANCH,
        Role.CREW: Scope.CREW,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.BRANCH,
    },
    # Guiding a customer by telephone before anybody is sent.
    Action.ORDER_GUIDE: {
        Role.OPERATOR: Scope.GROUP,
        Role.DUTY_LEADER: Scope.BRANCH,
    },
    Action.ORDER_DISPATCH: {
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    # A dispatcher enters a step for a crew that reports it by radio.
    Action.ORDER_WORK: {
        Role.CREW: Scope.CREW,
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
    },
    # Deciding otherwise than triage. Whoever talks to the caller may raise; lowering is the desk's.
    Action.ORDER_OVERRIDE: {
        Role.OPERATOR: Scope.GROUP,
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    Action.ORDER_LOWER: {
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    Action.ORDER_LOWER_DANGER: {
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    Action.ORDER_PROMOTE: {
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    # A leader's eye on an order until it is done (督办).
    Action.ORDER_SUPERVISE: {
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.BRANCH,
    },
    # Asking whoever has an order, with an answer expected (催办); callers who ask are the operators' own way.
    Action.ORDER_CHASE: {
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.BRANCH,
    },
    Action.ESCALATION_VIEW: {
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.BRANCH,
    },
    Action.ESCALATION_ACKNOWLEDGE: {
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    Action.ESCALATION_ESCALATE: {
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    Action.BOARD_VIEW: {
        Role.OPERATOR: Scope.GROUP,
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.BRANCH,
    },
    # A saved view that a whole role sees.
    Action.BOARD_SHARE: {
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    Action.CREW_VIEW: {Role.CREW: Scope.CREW},
    Action.INCIDENT_VIEW: {
        Role.OPERATOR: Scope.GROUP,
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.BRANCH,
    },
    Action.INCIDENT_COMMAND: {
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    # What a caller says about a burst belongs into its log as well.
    Action.INCIDENT_NOTE: {
        Role.OPERATOR: Scope.GROUP,
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    # Heat is stopped on purpose by whoever answers for the branch.
    Action.STOP_PLAN: {
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    # What every operator reads out is one text for the whole group.
    Action.SCRIPT_EDIT: {
        Role.DUTY_LEADER: Scope.GROUP,
        Role.ADMINISTRATOR: Scope.GROUP,
    },
    # Who is on duty, with their duty telephones: everybody who may have to call them.
    Action.ROSTER_VIEW: _EVERYBODY,
    Action.ROSTER_EDIT: {
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
        Role.ADMINISTRATOR: Scope.GROUP,
    },
    # One's own duties: to swap, to ask for leave, to name one's telephone.
    Action.ROSTER_SWAP: _EVERYBODY,
    Action.HANDOVER_VIEW: {
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.BRANCH,
    },
    # Written by who leaves, signed by who comes.
    Action.HANDOVER_WRITE: {
        Role.DISPATCHER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    Action.REPORT_VIEW: {
        Role.MANAGER: Scope.BRANCH,
        Role.DUTY_LEADER: Scope.BRANCH,
        Role.COMMANDER: Scope.GROUP,
    },
    # What is urgent, how long a step may take, who is told: read by who answers for it.
    Action.RULES_VIEW: {
        Role.DUTY_LEADER: Scope.GROUP,
        Role.COMMANDER: Scope.GROUP,
        Role.MANAGER: Scope.GROUP,
        Role.ADMINISTRATOR: Scope.GROUP,
    },
    Action.RULES_EDIT: {Role.ADMINISTRATOR: Scope.GROUP},
    # One's own inbox, and the ways one is told.
    Action.INBOX_READ: _EVERYBODY,
    # Whether messages get through: pending, failing, given up; and sending them again.
    Action.MESSAGE_WATCH: {
        Role.DUTY_LEADER: Scope.GROUP,
        Role.COMMANDER: Scope.GROUP,
        Role.ADMINISTRATOR: Scope.GROUP,
    },
    Action.ADMINISTER: {Role.ADMINISTRATOR: Scope.GROUP},
}


def scope_of(user: User | AnonymousUser, action: Action) -> Scope | None:
    """Answer how far this user's right to an action reaches; ``None`` is no right at all."""
    if not isinstance(user, User) or not user.is_active:
        return None
    return TABLE[action].get(Role(user.role))


def may(user: User | AnonymousUser, action: Action) -> bool:
    """Answer whether the user may do this to anything at all."""
    return scope_of(user, action) is not None


def branch_filter(user: User, action: Action) -> list[int] | None:
    """Answer the branch ids an action is narrowed to; ``None`` means every branch.

    :raises PermissionError: the user has no right to the action, or one that is not by branch
    """
    scope = scope_of(user, action)
    if scope is None or scope is Scope.CREW:
        raise PermissionError(action)
    if scope is Scope.GROUP or not user.branch_ids:
        return None
    return list(user.branch_ids)
