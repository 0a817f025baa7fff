"""What an operator should know while a caller speaks: what is going on at the place, and who called before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from heating_ops.network.addresses import building_by_id
from heating_ops.network.models import Building, KeySite
from incidents.models import HEAT_AWAY, Incident, PlannedStop
from incidents.queries import open_on
from workorders import rules
from workorders.catalogue import Danger
from workorders.commands.guiding import may_wait
from workorders.facts import gather
from workorders.models import WorkOrder
from workorders.triage import Decision, decide

from .. import queries
from ..callers.beside import Caller, caller_of
from ..catalogue.queries import find_item
from ..duplicates.offered import Offered
from ..duplicates.queries import candidates, raised_to
from ..knowledge.models import ArticleVersion
from ..knowledge.queries import offered as offered_articles
from ..models import Call, ProblemItem
from ..safety_script import QUESTIONS
from ..scripts.stops import stops_shown_at
from ..suppliers.beside import OtherSuppliers, other_suppliers
from .going_on import GoingOn, going_on
from .here import OrdersAround, orders_around
from .typed import AsFarAsTyped


@dataclass(slots=True)
class Known:
    """The right side of the call form."""

    building: Building | None = None
    going_on: GoingOn = field(default_factory=GoingOn)
    key_sites: list[KeySite] = field(default_factory=list)
    around: OrdersAround = field(default_factory=OrdersAround)
    phone_calls: list[Call] = field(default_factory=list)
    """The last calls of this telephone."""
    place_calls: list[Call] = field(default_factory=list)
    """The last calls about this place that are not among those of the telephone."""
    decision: Decision | None = None
    item: ProblemItem | None = None
    joins: Incident | PlannedStop | WorkOrder | None = None
    offered: Offered = field(default_factory=Offered)
    articles: list[ArticleVersion] = field(default_factory=list)
    """What the desk knows of what was chosen."""
    caller: Caller = field(default_factory=Caller)
    others: OtherSuppliers = field(default_factory=OtherSuppliers)
    may_join: bool = False
    """Whether the call is one that can belong to an order or incident."""

    @property
    def dangers_to_ask(self) -> list[str]:
        """The words of the dangers that matter most for what was chosen."""
        return [str(Danger(danger).label) for danger in self.item.dangers] if self.item else []

    @property
    def may_be_guided(self) -> bool:
        """Whether guidance may end the call: somebody would be sent, and it is not urgent."""
        return self.decision is not None and self.decision.order_type is not None and may_wait(self.decision)

    @property
    def joins_incident(self) -> bool:
        """Whether the call would join an incident and not an order."""
        return isinstance(self.joins, Incident)

    @property
    def joins_stop(self) -> bool:
        """Whether a planned stop would answer the call."""
        return isinstance(self.joins, PlannedStop)

    @property
    def joins_raised_to(self) -> str:
        """The priority that the order the rule joins would get, when that is stricter than its own."""
        return raised_to(self.decision, self.joins.priority) if isinstance(self.joins, WorkOrder) else ""


def context_of(typed: Mapping[str, Any], *, now: datetime) -> Known:
    """Read what belongs beside the form as far as it is filled; what cannot be read is left out."""
    form = AsFarAsTyped(typed)
    form.is_valid()
    told: dict[str, Any] = {name: form.cleaned_data.get(name) for name in form.fields}
    flat = (told["flat"] or "").strip()
    building = building_by_id(told["building"]) if told["building"] else None
    phone = "".join(sign for sign in told["caller_phone"] or "" if sign.isdigit() or sign == "+")
    found = Known(building=building)
    incident: Incident | None = None
    stops: list[PlannedStop] = []
    answering: PlannedStop | None = None
    found.caller = caller_of(told, building_id=building.pk if building else None, flat=flat, now=now)
    found.others = other_suppliers(told, ours=building is not None)
    if building is not None:
        incident = open_on(loop_id=building.loop_id)
        stops, answering = stops_shown_at(building.loop_id, now=now)
        found.key_sites = queries.key_sites_at(building.pk) if building.key_site_name else []
        found.around = orders_around(building, flat)
    found.phone_calls = queries.last_calls_of_phone(phone)
    if building is not None:
        shown = [call.pk for call in found.phone_calls]
        found.place_calls = queries.last_calls_of_place(building.pk, flat, besides=shown)
    if told["category"]:
        item = find_item(told["item"]) if told["item"] else None
        found.item = item if item and item.category == told["category"] else None
        found.articles = offered_articles(told["category"], found.item.code if found.item else "")
        found.decision = _decision(told, typed, building, flat, now)
        found.joins = queries.would_join(
            decision=found.decision,
            building_id=building.pk if building else None,
            taken=incident if incident and incident.phase in HEAT_AWAY else answering,
            flat=flat,
            text=told["place_label"] or "",
        )
    found.may_join = not told["category"] or found.decision is None or found.decision.order_type is not None
    if building is not None and found.may_join:
        found.offered = _offered(told, building, flat, found.decision, now)
    found.going_on = going_on(
        building=building,
        incident=incident,
        stops=stops,
        order_since=_order_joined(found),
        category=told["category"] or "",
        typed=typed,
        now=now,
    )
    return found


def _order_joined(found: Known) -> datetime | None:
    """Since when the order is known that the call joins as it stands; ``None`` when it joins none."""
    if found.offered.is_different:
        return None
    if found.offered.chosen is not None:
        return found.offered.chosen.logged_at
    return found.joins.logged_at if isinstance(found.joins, WorkOrder) else None


def _offered(
    told: Mapping[str, Any], building: Building, flat: str, decision: Decision | None, now: datetime
) -> Offered:
    near = candidates(
        building_id=building.pk,
        loop_id=building.loop_id,
        flat=flat,
        decision=decision,
        now=now,
    )
    return Offered(near, told["joins"] or "")


def _decision(
    told: Mapping[str, Any], typed: Mapping[str, Any], building: Building | None, flat: str, now: datetime
) -> Decision:
    """What triage would say of the call as it stands; filing it decides anew."""
    facts = gather(
        category=told["category"],
        dangers=[question.danger for question in QUESTIONS if typed.get(question.field) == "yes"],
        extent=told["extent"] or "",
        indoor_temp_c=told["indoor_temp_c"],
        building=building,
        flat=flat,
        now=now,
    )
    return decide(facts, rules.triage_rules())
