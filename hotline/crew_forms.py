"""What a crew fills in on its phone: each form names the command it leads to."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from workorders import commands
from workorders.catalogue import Cause, Responsibility, SuspendReason
from workorders.models import WorkOrder

from .forms import TemperatureField

MOST_READINGS: Final = 8
_REACHED: Final = [("yes", _("Reached")), ("no", _("Not reached"))]


class StepForm(forms.Form):
    """A step that asks for nothing: the request and the version it was decided on."""

    verb: ClassVar[Callable[..., WorkOrder]]
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def particulars(self) -> dict[str, Any]:
        """What the command takes beside the order, its version and who acts."""
        return {}


class AcceptForm(StepForm):
    """Accepting (接单)."""

    verb = staticmethod(commands.accept)


class DepartForm(StepForm):
    """Setting out (出发), also from a suspended order."""

    verb = staticmethod(commands.depart)


class StartForm(StepForm):
    """Beginning work (处置), also from a suspended order."""

    verb = staticmethod(commands.start)


class ArriveForm(StepForm):
    """Arriving, with the phone's position if it knows it."""

    verb = staticmethod(commands.arrive)
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def particulars(self) -> dict[str, Any]:
        """The position, when both halves are there."""
        latitude, longitude = self.cleaned_data["latitude"], self.cleaned_data["longitude"]
        return {} if latitude is None or longitude is None else {"position": (latitude, longitude)}


class ContactForm(StepForm):
    """The customer was called."""

    verb = staticmethod(commands.contact)
    reached = forms.ChoiceField(
        label=_("Was the customer reached?"),
        choices=_REACHED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the customer was reached.")},
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def particulars(self) -> dict[str, Any]:
        """Whether the customer was reached, and a note."""
        return {"reached": self.cleaned_data["reached"] == "yes", "note": self.cleaned_data["note"]}


class SuspendForm(StepForm):
    """The order waits (挂起)."""

    verb = staticmethod(commands.suspend)
    reason = forms.ChoiceField(
        label=_("Why it waits"),
        choices=SuspendReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it waits.")},
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def particulars(self) -> dict[str, Any]:
        """The reason from the list, and a note."""
        return {"reason": SuspendReason(self.cleaned_data["reason"]), "note": self.cleaned_data["note"]}


class ReturnForm(StepForm):
    """The order goes back to dispatch (退单)."""

    verb = staticmethod(commands.give_back)
    reason = forms.CharField(
        label=_("Why it goes back"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write why: dispatch must know whom to send instead.")},
    )

    def particulars(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.cleaned_data["reason"]}


class ReadingForm(forms.Form):
    """One room temperature; an empty row is no reading."""

    room = forms.CharField(label=_("Room"), max_length=40, required=False)
    temperature_c = TemperatureField(label=_("Temperature"), required=False)
    instrument = forms.CharField(label=_("Instrument"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """A row with a room or an instrument has a temperature."""
        told: dict[str, Any] = super().clean() or {}
        begun = told.get("room") or told.get("instrument")
        if begun and "temperature_c" in told and told["temperature_c"] is None:
            self.add_error("temperature_c", _("Write what the instrument showed."))
        return told


ReadingForms = forms.formset_factory(
    ReadingForm, extra=MOST_READINGS, max_num=MOST_READINGS, absolute_max=MOST_READINGS, validate_max=True
)


class CompleteForm(StepForm):
    """What was found and done, with the temperatures that were measured."""

    verb = staticmethod(commands.complete)
    cause = forms.ChoiceField(
        label=_("Cause"),
        choices=[("", _("Choose")), *Cause.choices],
        error_messages={"required": _("Choose what the cause was.")},
    )
    responsibility = forms.ChoiceField(
        label=_("Responsibility"),
        choices=Responsibility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose pipe it was.")},
    )
    work_done = forms.CharField(
        label=_("What was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what was done.")},
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.readings = ReadingForms(data, prefix="readings")

    def is_valid(self) -> bool:
        """The form and every row of the readings."""
        # Both are asked, so that all errors are shown at once.
        own, rows = super().is_valid(), self.readings.is_valid()
        return own and rows

    def particulars(self) -> dict[str, Any]:
        """The finding, and the rows that were filled."""
        told = self.cleaned_data
        rows = [row for row in self.readings.cleaned_data if row.get("temperature_c") is not None]
        readings = [commands.Reading(row["temperature_c"], row["room"], row["instrument"]) for row in rows]
        found = {name: told[name] for name in ("cause", "responsibility", "work_done")}
        return found | {"readings": readings}


STEPS: Final[dict[str, type[StepForm]]] = {
    "acceptance": AcceptForm,
    "departure": DepartForm,
    "arrival": ArriveForm,
    "start": StartForm,
    "completion": CompleteForm,
    "contact": ContactForm,
    "suspension": SuspendForm,
    "return": ReturnForm,
}
