"""Somebody was chosen: only now is the whole number told, with the place it belongs to."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from heating_ops.journal.refusal import InvalidInput
from heating_ops.network.models import Household, KeySite
from hotline.models import Call


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom the operator chose: the whole number, and the place if it is theirs."""

    kind: str
    id: int
    phone: str
    building: int | None
    label: str
    flat: str


def read_household(household_id: int | None) -> int | None:
    """Check whom a sender took the caller to be.

    :raises InvalidInput: there is no such household
    """
    if household_id is not None and not Household.objects.filter(pk=household_id).exists():
        raise InvalidInput("household", _("There is no household with the id %(id)s."), id=str(household_id))
    return household_id


def chosen_household(household_id: int) -> Chosen | None:
    """Read a household that was chosen; ``None`` when it is gone."""
    home = Household.objects.select_related("building").filter(pk=household_id).first()
    if home is None:
        return None
    return Chosen("household", home.pk, home.phone, home.building_id, str(home.building), str(home))


def choose(kind: str, pk: int) -> Chosen | None:
    """Read whom the operator chose of the list; ``None`` when they are gone.

    An earlier caller brings the number alone: somebody who once called about a place need not live there.
    """
    if kind == "household":
        return chosen_household(pk)
    if kind == "key_site":
        site = KeySite.objects.select_related("building").filter(pk=pk).first()
        if site is None:
            return None
        return Chosen(kind, pk, _dialled(site.contact_phone), site.building_id, str(site.building), "")
    call = Call.objects.filter(pk=pk).exclude(caller_phone="").only("caller_phone").first()
    return Chosen("caller", pk, call.caller_phone, None, "", "") if call else None


def _dialled(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")[:20]
