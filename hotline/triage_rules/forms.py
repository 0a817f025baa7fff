"""One rule as a form: every field is a word of the closed vocabulary, so that nothing else can be written."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from workorders.catalogue import Handling, Priority, Protection
from workorders.conditions import CONDITIONS, LIMITS, Condition, Kind

from .dry_run import SIZES

_CODE = RegexValidator(r"^[a-z][a-z0-9_]*$", _("Write the name in small letters, digits and underscores."))
_UNASKED: Final = [("", "–"), ("yes", _("Yes")), ("no", _("No"))]
_WHEN: Final = "when_"


class RuleForm(forms.Form):
    """When a rule matches, what it asks for then, the reason people read, and where it comes from."""

    id = forms.CharField(label=_("Name"), max_length=40, validators=[_CODE])
    priority = forms.ChoiceField(label=_("Priority"), choices=[("", "–"), *Priority.choices], required=False)
    handling = forms.ChoiceField(label=_("Handling"), choices=[("", "–"), *Handling.choices], required=False)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    protection = forms.MultipleChoiceField(
        label=_("Protection"), choices=Protection.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason_zh_hans = forms.CharField(label=_("Reason in Chinese"), max_length=120)
    reason_en = forms.CharField(label=_("Reason in English"), max_length=120)
    source = forms.CharField(label=_("Source"), max_length=200)
    confirmed = forms.BooleanField(label=_("Confirmed locally"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, condition in CONDITIONS.items():
            self.fields[_WHEN + name] = _field(condition)

    def conditions(self) -> list[forms.BoundField]:
        """The fields of the conditions, in the order of the vocabulary."""
        return [self[_WHEN + name] for name in CONDITIONS]

    def rule(self) -> dict[str, Any]:
        """The rule as the rules keep it; what was left empty is not asked."""
        said = self.cleaned_data
        when = {name: _wanted(condition, said[_WHEN + name]) for name, condition in CONDITIONS.items()}
        then: dict[str, Any] = {name: said[name] for name in ("priority", "handling") if said[name]}
        if said["urgent"]:
            then["urgent"] = True
        if said["protection"]:
            then["protection"] = said["protection"]
        return {
            "id": said["id"],
            "when": {name: wanted for name, wanted in when.items() if wanted is not None},
            "then": then,
            "reason": {"en": said["reason_en"], "zh-hans": said["reason_zh_hans"]},
            "source": said["source"],
            "confirmed": said["confirmed"],
        }


class ActivationForm(forms.Form):
    """Why a version is put in force, after it was seen what it changes."""

    instead_of = forms.CharField(max_length=20, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class TryForm(forms.Form):
    """How many of the last calls are decided again."""

    calls = forms.TypedChoiceField(
        label=_("Last calls"), coerce=int, choices=[(size, str(size)) for size in SIZES], required=False
    )


def filled_with(rule: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of a rule begins with."""
    told: dict[str, Any] = {name: rule[name] for name in ("id", "source")}
    told |= {"confirmed": rule.get("confirmed", False), **rule["then"]}
    told |= {"reason_en": rule["reason"]["en"], "reason_zh_hans": rule["reason"]["zh-hans"]}
    for name, wanted in rule["when"].items():
        told[_WHEN + name] = {True: "yes", False: "no"}[wanted] if isinstance(wanted, bool) else wanted
    return told


def _field(condition: Condition) -> forms.Field:
    label: Any = condition.label
    if condition.choices is not None:
        return forms.MultipleChoiceField(
            label=label, choices=condition.choices.choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    if condition.kind is Kind.YES_NO:
        return forms.ChoiceField(label=label, choices=_UNASKED, required=False)
    least, most = LIMITS[condition.kind]
    return forms.FloatField(label=label, required=False, min_value=least, max_value=most)


def _wanted(condition: Condition, said: Any) -> Any:
    if condition.kind is Kind.YES_NO:
        return {"yes": True, "no": False}.get(said)
    if condition.choices is not None:
        return said or None
    if said is None:
        return None
    return int(said) if float(said).is_integer() else said
