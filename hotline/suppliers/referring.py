"""Sending a caller on to another supplier: what is recorded with the call."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.actor import Actor
from heating_ops.journal.refusal import InvalidInput
from hotline import events
from hotline.models import Call
from workorders.catalogue import Category

from .models import Referral, Supplier


@dataclass(frozen=True, slots=True)
class SentOn:
    """The supplier a call belongs to, and whether the caller was told whom to call."""

    supplier: Supplier
    told: bool


def read_sent_on(supplier_id: int | None, told: bool | None, *, ours: bool, category: str) -> SentOn | None:
    """Read what a sender says of another supplier; ``None`` when nothing is said.

    :param ours: the place is a building of our network
    :raises InvalidInput: there is no such supplier, the caller was told of none, or the trouble is at a place of ours
    """
    if supplier_id is None:
        if told:
            raise InvalidInput("supplier_told", _("Say which supplier the caller was told of."))
        return None
    supplier = Supplier.objects.filter(pk=supplier_id, active=True).first()
    if supplier is None:
        raise InvalidInput("supplier", _("There is no supplier with the id %(id)s."), id=str(supplier_id))
    if ours and category != Category.NOT_OUR_CUSTOMER:
        raise InvalidInput("supplier", _("This building is in our network: its troubles are ours."))
    return SentOn(supplier, bool(told))


def keep(call: Call, sent_on: SentOn, *, actor: Actor, now: datetime) -> None:
    """Keep with a filed call where it was sent on to. Inside a command."""
    Referral.objects.create(call=call, supplier=sent_on.supplier, told=sent_on.told)
    events.referred(call, supplier_id=sent_on.supplier.pk, told=sent_on.told, actor=actor, now=now)
