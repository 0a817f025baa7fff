"""What a caller can report, and what a work order can be, in the trade's words."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    """What the caller says is wrong."""

    NO_HEAT = "no_heat", _("No heat")
    LOW_TEMPERATURE = "low_temperature", _("Not warm enough")
    UNEVEN = "uneven", _("Uneven heat")
    LEAK = "leak", _("Leak")
    BURST = "burst", _("Burst, hot water or steam outside")
    NOISE = "noise", _("Noise")
    STATION_FAULT = "station_fault", _("Fault in a heat station")
    EQUIPMENT = "equipment", _("Valve, meter or fitting")
    BILLING = "billing", _("Bill or contract")
    SERVICE = "service", _("Complaint or praise")
    ENQUIRY = "enquiry", _("Enquiry")
    NOT_OUR_CUSTOMER = "not_our_customer", _("Not our customer")


class Danger(models.TextChoices):
    """A yes to one of the questions the operator cannot skip; each comes from a real accident."""

    PERSON_HURT = "person_hurt", _("Somebody scalded, trapped or fallen in")
    WATER_WHERE_PEOPLE_SLEEP = "water_where_people_sleep", _("Hot water or steam in a basement or where people sleep")
    GROUND_SINKING = "ground_sinking", _("Road or pavement sinking, bubbling or steaming")
    WATER_NEAR_ELECTRICS = "water_near_electrics", _("Water near electrics or lifts, or freezing on a road")
    VULNERABLE_PERSON = "vulnerable_person", _("Hospital, care home, newborn, elderly living alone")


def dangers_in(answers: Mapping[str, bool]) -> list[str]:
    """The dangers answered with yes, in the order of the script; a question without an answer is none."""
    return [danger for danger in Danger.values if answers.get(danger)]


class Extent(models.TextChoices):
    """How far the trouble reaches, as the caller sees it (the sixth safety question)."""

    FLAT = "flat", _("One flat")
    RISER = "riser", _("One riser")
    BUILDING = "building", _("The whole building")
    SEVERAL_BUILDINGS = "several_buildings", _("Several buildings")


class OrderType(models.TextChoices):
    """What kind of work the order is."""

    LEAK = "leak", _("Leak repair")
    NO_HEAT = "no_heat", _("Restore heat")
    LOW_TEMPERATURE = "low_temperature", _("Temperature visit")
    NOISE = "noise", _("Noise")
    STATION = "station", _("Station repair")
    EQUIPMENT = "equipment", _("Valve or meter work")


class Urgency(models.TextChoices):
    """The reform's first cut: anything that runs, bubbles, drips, leaks or may hurt is urgent."""

    URGENT = "urgent", _("Urgent")
    NON_URGENT = "non_urgent", _("Non-urgent")


class Priority(models.TextChoices):
    """How soon, strictest first."""

    P1 = "P1", _("P1 danger")
    P2 = "P2", _("P2 leak or no heat")
    P3 = "P3", _("P3 not warm")
    P4 = "P4", _("P4 question")


class Handling(models.TextChoices):
    """How triage says the order is to be worked."""

    INCIDENT_CANDIDATE = "incident_candidate", _("Immediate dispatch; perhaps an incident")
    IMMEDIATE = "immediate", _("Immediate dispatch")
    VISIT = "visit", _("Visit")
    REMOTE_FIRST = "remote_first", _("Guide by telephone first")


class Protection(models.TextChoices):
    """What whoever goes must heed, of body and of rules (防护要求)."""

    HOT_WATER = "hot_water", _("Hot water: helmet, scald-proof suit, boots, gloves, face shield")
    CORDON = "cordon", _("Cordon off; nobody steps on ground that sinks or steams")
    ELECTRICS = "electrics", _("Power off before anybody goes near the water")
    RESTRICTED_VISIT = (
        "restricted_visit",
        _("Restricted visit: ask street or community first; mask and shoe covers; disinfect afterwards"),
    )


class GuidanceOutcome(models.TextChoices):
    """What guiding a caller by telephone came to (远程指导)."""

    SOLVED_REMOTELY = "solved_remotely", _("Solved by telephone")
    VISIT_NEEDED = "visit_needed", _("A visit is needed")
    NOT_REACHED = "not_reached", _("Not reached")


class GuidanceEnd(models.TextChoices):
    """Why an order waits for guidance no more; nobody reached is no end."""

    SOLVED_REMOTELY = "solved_remotely", _("Solved by telephone")
    VISIT_NEEDED = "visit_needed", _("A visit is needed")
    LIMIT_PASSED = "limit_passed", _("Nobody guided in time")
    OVERTAKEN = "overtaken", _("Overtaken: somebody decided otherwise")


class Status(models.TextChoices):
    """Where a work order stands."""

    TRIAGED = "triaged", pgettext_lazy("work order status", "To dispatch")
    DISPATCHED = "dispatched", pgettext_lazy("work order status", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("work order status", "Accepted")
    EN_ROUTE = "en_route", pgettext_lazy("work order status", "En route")
    ON_SITE = "on_site", pgettext_lazy("work order status", "On site")
    WORKING = "working", pgettext_lazy("work order status", "Working")
    SUSPENDED = "suspended", pgettext_lazy("work order status", "Suspended")
    DONE = "done", pgettext_lazy("work order status", "To call back")
    CLOSED = "closed", pgettext_lazy("work order status", "Closed")
    MERGED = "merged", pgettext_lazy("work order status", "Merged")
    CANCELLED = "cancelled", pgettext_lazy("work order status", "Cancelled")


OPEN_STATUSES = [
    Status.TRIAGED,
    Status.DISPATCHED,
    Status.ACCEPTED,
    Status.EN_ROUTE,
    Status.ON_SITE,
    Status.WORKING,
    Status.SUSPENDED,
    Status.DONE,
]
IN_THE_FIELD = [Status.EN_ROUTE, Status.ON_SITE, Status.WORKING]
WITH_CREW = [Status.DISPATCHED, Status.ACCEPTED, *IN_THE_FIELD, Status.SUSPENDED]


class SuspendReason(models.TextChoices):
    """The only reasons a clock may stand still."""

    NOT_HOME = "not_home", _("Customer not at home")
    APPOINTMENT = "appointment", _("Appointment made")
    PARTS = "parts", _("Waiting for parts")
    SHUT_OFF_APPROVAL = "shut_off_approval", _("Waiting for approval to shut off")
    WEATHER = "weather", _("Weather")
    ACCESS_RESTRICTED = "access_restricted", _("Access restricted")
    OTHER_UNIT = "other_unit", _("Waiting for another unit")


class Responsibility(models.TextChoices):
    """Whose pipe it was: decides who pays."""

    INSIDE_FLAT = "inside_flat", _("Inside the flat (owner)")
    NETWORK = "network", _("Network (utility)")
    NOT_HEATING = "not_heating", _("Not the heating")


class Cause(models.TextChoices):
    """What the crew found."""

    AIR_LOCK = "air_lock", _("Air in the pipes")
    CLOGGED_FILTER = "clogged_filter", _("Clogged filter")
    VALVE_CLOSED = "valve_closed", _("Valve closed or stuck")
    BALANCE = "balance", _("Loop out of balance")
    CORRODED_PIPE = "corroded_pipe", _("Corroded pipe")
    JOINT_LEAK = "joint_leak", _("Leaking joint")
    PUMP = "pump", _("Pump or station fault")
    NETWORK_STOP = "network_stop", _("Network stopped")
    NO_FAULT = "no_fault", _("No fault found")
    OTHER = "other", _("Other")


class CallBackOutcome(models.TextChoices):
    """What the customer says when called back (回访)."""

    SOLVED = "solved", _("Solved")
    NOT_SOLVED = "not_solved", _("Not solved")
    NO_ANSWER = "no_answer", _("No answer")


HEAT_COMPLAINTS = frozenset({OrderType.NO_HEAT, OrderType.LOW_TEMPERATURE})
