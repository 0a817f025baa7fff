"""What the operator fills in while the caller is on the line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotline.forms import TemperatureField

from .models import SAYABLE, Said, Satisfied


class CallBackForm(forms.Form):
    """How a call went. The temperature and the note are asked for by the command, which knows when they are needed."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("The caller says"),
        choices=[(said.value, said.label) for said in SAYABLE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the caller says.")},
    )
    temperature_c = TemperatureField(label=_("Room temperature"), required=False)
    room = forms.CharField(label=_("Room"), max_length=40, required=False)
    satisfied = forms.ChoiceField(
        label=_("Satisfied with the service?"), choices=Satisfied.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, has_number: bool = True, **options: Any) -> None:
        super().__init__(data, **options)
        offered: list[Said] = [said for said in SAYABLE if said != Said.NO_NUMBER]
        if not has_number:
            offered = [Said.NO_NUMBER, Said.SOLVED, Said.NOT_SOLVED]
        self.fields["outcome"].choices = [(said.value, said.label) for said in offered]  # type: ignore[attr-defined]

    def as_result(self) -> dict[str, Any]:
        """The checked answer in the words of ``commands.result``."""
        told = self.cleaned_data
        return {name: told[name] for name in ("outcome", "satisfied", "temperature_c", "room", "note")}
