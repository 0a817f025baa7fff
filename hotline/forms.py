"""What operators fill in: parsed and checked here, decided by the commands."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from workorders.catalogue import Category, Extent, GuidanceOutcome, dangers_in

from .models import Channel
from .safety_script import QUESTIONS, Question

COLDEST, HOTTEST = -40.0, 60.0
# A caller who only asks needs no place.
_NO_PLACE_NEEDED: Final = frozenset({Category.BILLING, Category.SERVICE, Category.ENQUIRY, Category.NOT_OUR_CUSTOMER})
# With "Send P1 now" these two are chosen by the button, and only the place is asked for.
EXPRESS: Final = (Category.BURST, Category.LEAK)
_PHONE = r"^[0-9+\-() ]{0,20}$"
_LARGEST_ID: Final = 2**63 - 1
_YES_NO: Final = [("yes", _("Yes")), ("no", _("No"))]


def steps_of(said: str) -> tuple[int, ...]:
    """Read the places of steps as a hidden field keeps them, ``1,3``; what is no number is left out."""
    parts = (part.strip() for part in said.split(","))
    return tuple(int(part) for part in parts if part.isascii() and part.isdigit())


class TemperatureField(forms.FloatField):
    """A room temperature in °C, as somebody reads it from a thermometer."""

    default_error_messages = {
        "invalid": _("Write the temperature as a number, for example 16.5."),
        "min_value": _("No room is that cold."),
        "max_value": _("No room is that hot."),
    }

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=COLDEST, max_value=HOTTEST, widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        """Read a number; a decimal comma and the sign ℃ are as good."""
        if isinstance(value, str):
            value = value.replace(",", ".").replace("，", ".").replace("℃", "").replace("°C", "").strip()
        return super().to_python(value)


class CallForm(forms.Form):
    """A call as it is taken. ``express`` asks for the place alone: the rest is written down later."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What the caller says"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    place_label = forms.CharField(label=_("Place"), max_length=300, required=False)
    building = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    flat = forms.CharField(label=_("Flat"), max_length=32, required=False)
    place_as_said = forms.BooleanField(label=_("Not in the list: take the address as said"), required=False)
    caller_phone = forms.RegexField(
        label=_("Telephone"),
        regex=_PHONE,
        required=False,
        error_messages={"invalid": _("A telephone number has only digits, +, -, brackets and spaces.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    caller_name = forms.CharField(label=_("Name"), max_length=40, required=False)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices, initial=Channel.PHONE)
    external_due_at = forms.DateTimeField(
        label=_("Deadline on the 12345 ticket"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    category = forms.ChoiceField(
        label=_("What is wrong"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    item = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    extent = forms.ChoiceField(
        label=_("How far does it reach?"),
        choices=Extent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Ask how far it reaches.")},
    )
    indoor_temp_c = TemperatureField(label=_("Room temperature"), required=False)
    guidance_outcome = forms.ChoiceField(
        choices=[("", ""), *GuidanceOutcome.choices], required=False, widget=forms.HiddenInput
    )
    guidance_steps = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    joins = forms.CharField(max_length=30, required=False, widget=forms.HiddenInput)
    told = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    told_next_update = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    script_shown = forms.IntegerField(required=False, widget=forms.HiddenInput)
    household = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST_ID, widget=forms.HiddenInput)
    supplier = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST_ID, widget=forms.HiddenInput)
    supplier_told = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, express: str = "", **options: Any) -> None:
        self.express = express if express in EXPRESS else ""
        if self.express and data is not None:
            data = {name: data[name] for name in data} | {"category": self.express}
        super().__init__(data, **options)
        for question in QUESTIONS:
            self.fields[question.field] = forms.ChoiceField(
                label=question.ask,
                choices=_YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": _("Ask the caller this; it cannot be skipped.")},
            )
        if self.express:
            for name in ("extent", *(question.field for question in QUESTIONS)):
                self.fields[name].required = False

    @property
    def questions(self) -> list[tuple[Question, forms.BoundField]]:
        """The safety questions with their fields, in the order to ask them."""
        return [(question, self[question.field]) for question in QUESTIONS]

    def clean_caller_phone(self) -> str:
        """Keep digits and a leading plus: the number is looked for as it is kept."""
        phone: str = self.cleaned_data["caller_phone"]
        digits = "".join(sign for sign in phone if sign.isdigit())
        return f"+{digits}" if phone.strip().startswith("+") else digits

    def clean(self) -> dict[str, Any]:
        """Have a place: a building of the network, or words that were meant to be words."""
        told: dict[str, Any] = super().clean() or {}
        said = told.get("place_label", "").strip()
        only_asks = told.get("category") in _NO_PLACE_NEEDED and not self.dangers
        if told.get("building") or only_asks:
            return told
        if not said:
            self.add_error("place_label", _("Say where it is."))
        elif not told.get("place_as_said") and not self.express:
            self.add_error(
                "place_label", _("Choose the place from the list; if it is not there, tick “take the address as said”.")
            )
        return told

    @property
    def dangers(self) -> list[str]:
        """The dangers that were answered with yes."""
        return dangers_in(self.answers)

    @property
    def answers(self) -> dict[str, bool]:
        """What each safety question that was answered was answered with."""
        said = {question.danger: self.cleaned_data.get(question.field) for question in QUESTIONS}
        return {danger: answer == "yes" for danger, answer in said.items() if answer}

    def _guidance(self) -> dict[str, Any] | None:
        """What guidance came to while the caller was on the line; a danger sent by one key is not talked about."""
        told = self.cleaned_data
        if self.express or not told["guidance_outcome"]:
            return None
        steps = steps_of(told["guidance_steps"]) if told["item"] else ()
        return {"outcome": told["guidance_outcome"], "item": told["item"], "steps": steps}

    def _sent_on(self) -> dict[str, Any]:
        """The other supplier, as long as the call is said to be one for another."""
        told = self.cleaned_data
        if told["category"] != Category.NOT_OUR_CUSTOMER:
            return {}
        return {"supplier": told["supplier"], "supplier_told": told["supplier_told"] if told["supplier"] else False}

    def as_report(self) -> dict[str, Any]:
        """The checked call in the shape ``intake.report_from`` takes."""
        told = self.cleaned_data
        place: dict[str, Any] = {"flat": told["flat"].strip()}
        if told.get("building"):
            place["building"] = str(told["building"])
        else:
            place["text"] = " ".join(part for part in (told["place_label"].strip(), place["flat"]) if part)
        due_at = told.get("external_due_at")
        return {
            "channel": told["channel"],
            "category": told["category"],
            # A danger sent by one key leaves what was chosen before it behind.
            "item": "" if self.express else told["item"],
            "place": place,
            "caller_phone": told["caller_phone"],
            "caller_name": told["caller_name"],
            "text": told["text"],
            "answers": self.answers | {"extent": told["extent"]},
            "indoor_temp_c": told["indoor_temp_c"],
            # A danger sent by one key is gone to where it is.
            "joins": "" if self.express else told["joins"],
            "guidance": self._guidance(),
            "told": told["told"],
            "told_next_update": told["told_next_update"],
            "household": told["household"],
            **self._sent_on(),
            "external": {"due_at": due_at} if due_at else None,
        }
