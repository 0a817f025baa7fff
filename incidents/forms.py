"""What people fill in to declare an incident: parsed here, checked and decided by the commands."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from heating_ops.access.models import User
from heating_ops.access.permissions import Action, branch_filter
from heating_ops.network.models import Branch
from workorders.catalogue import Category

from .models import IncidentLevel, Kind
from .reach import Scope

_LARGEST_ID: Final = 2**63 - 1
# What an order most likely grows into. What is not here is for the person to say.
_GROWS_INTO: Final[Mapping[str, Kind]] = {
    Category.LEAK: Kind.SECONDARY_LEAK,
    Category.BURST: Kind.PRIMARY_BURST,
    Category.STATION_FAULT: Kind.STATION_POWER_LOSS,
}


def likely_kind(category: str) -> str:
    """Guess the type of incident from the category of an order; empty when it could be anything."""
    return _GROWS_INTO.get(category, "")


class DeclareForm(forms.Form):
    """An incident as it is declared, from an order or by hand."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    work_order = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST_ID, widget=forms.HiddenInput)
    place_text = forms.CharField(
        label=_("Place"),
        max_length=300,
        error_messages={"required": _("Say where: a place in the network, or words.")},
    )
    building = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST_ID, widget=forms.HiddenInput)
    branch = forms.TypedChoiceField(label=_("Branch"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Type"), choices=[("", _("Choose")), *Kind.choices])
    title = forms.CharField(label=_("Title"), max_length=120)
    level = forms.ChoiceField(
        label=_("Level"),
        choices=IncidentLevel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Set the level: the thresholds only propose.")},
    )
    reach = forms.ChoiceField(label=_("Reach"), choices=Scope.choices, required=False, widget=forms.RadioSelect)
    gather = forms.TypedMultipleChoiceField(label=_("Orders of the same trouble"), required=False, coerce=int)
    separate = forms.BooleanField(label=_("This is another incident than the one that is open there"), required=False)

    def __init__(self, *args: Any, user: User, offered: Sequence[int] = (), **kwargs: Any) -> None:
        """Offer the branches of the user, and the orders that may be gathered."""
        super().__init__(*args, **kwargs)
        allowed = branch_filter(user, Action.ORDER_PROMOTE)
        branches = Branch.objects.all() if allowed is None else Branch.objects.filter(pk__in=allowed)
        first = _("Not known yet") if allowed is None else _("Choose")
        choices = [(str(branch.pk), branch.name) for branch in branches]
        self.one_branch = allowed is not None and len(choices) == 1
        self.fields["branch"].choices = [("", first), *choices]  # type: ignore[attr-defined]
        self.fields["gather"].choices = [(str(pk), str(pk)) for pk in offered]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What was declared, named as the API names it; what was left empty is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, [])}
