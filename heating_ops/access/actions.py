"""What somebody may do, and how far it reaches: the words of the table in ``permissions.py``."""

from enum import StrEnum


class Scope(StrEnum):
    """How far an allowed action reaches."""

    CREW = "crew"  # what is given to the person's own crew
    BRANCH = "branch"  # what belongs to the person's branches (all, when none is named)
    GROUP = "group"  # everything


class Action(StrEnum):
    """Everything the system lets somebody do, as ``noun.verb``."""

    HOME = "home.view"
    CALL_LOG = "call.log"
    CALL_VIEW = "call.view"
    CALL_BACK = "call.call_back"
    CALL_GIVE_UP = "call.give_up"
    RING_ANSWER = "ring.answer"
    SEAT_TAKE = "seat.take"
    SHIFT_VIEW = "shift.view"
    KNOWLEDGE_READ = "knowledge.read"
    KNOWLEDGE_EDIT = "knowledge.edit"
    TICKET_SORT = "ticket.sort"
    CALLS_IMPORT = "calls.import"
    PLACE_SEARCH = "place.search"
    ORDER_VIEW = "order.view"
    ORDER_GUIDE = "order.guide"
    ORDER_DISPATCH = "order.dispatch"
    ORDER_WORK = "order.work"
    ORDER_OVERRIDE = "order.override"
    ORDER_LOWER = "order.lower"
    ORDER_LOWER_DANGER = "order.lower_danger"
    ORDER_PROMOTE = "order.promote"
    ORDER_SUPERVISE = "order.supervise"
    ORDER_CHASE = "order.chase"
    ESCALATION_VIEW = "escalation.view"
    ESCALATION_ACKNOWLEDGE = "escalation.acknowledge"
    ESCALATION_ESCALATE = "escalation.escalate"
    BOARD_VIEW = "board.view"
    BOARD_SHARE = "board.share"
    CREW_VIEW = "crew.view"
    INCIDENT_VIEW = "incident.view"
    INCIDENT_COMMAND = "incident.command"
    INCIDENT_NOTE = "incident.note"
    STOP_PLAN = "stop.plan"
    SCRIPT_EDIT = "script.edit"
    ROSTER_VIEW = "roster.view"
    ROSTER_EDIT = "roster.edit"
    ROSTER_SWAP = "roster.swap"
    HANDOVER_VIEW = "handover.view"
    HANDOVER_WRITE = "handover.write"
    REPORT_VIEW = "report.view"
    WEATHER_VIEW = "weather.view"
    WEATHER_EDIT = "weather.edit"
    RULES_VIEW = "rules.view"
    RULES_EDIT = "rules.edit"
    INBOX_READ = "inbox.read"
    MESSAGE_WATCH = "message.watch"
    API_DOCS = "api.docs"
    ADMINISTER = "system.administer"
