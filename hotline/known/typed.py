"""The call form while somebody still types."""

from django import forms

from workorders.catalogue import Category, Extent

from ..forms import TemperatureField


class AsFarAsTyped(forms.Form):
    """The call form while it is being filled: everything may be missing or half written."""

    building = forms.IntegerField(required=False, min_value=1)
    flat = forms.CharField(required=False, max_length=32)
    place_label = forms.CharField(required=False, max_length=300)
    caller_phone = forms.CharField(required=False, max_length=20)
    category = forms.ChoiceField(required=False, choices=Category.choices)
    item = forms.CharField(required=False, max_length=40)
    extent = forms.ChoiceField(required=False, choices=Extent.choices)
    indoor_temp_c = TemperatureField(required=False)
    household = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    ring = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    supplier = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    supplier_told = forms.BooleanField(required=False)
    joins = forms.CharField(required=False, max_length=30)
