"""The form of one's wishes."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class WishForm(forms.Form):
    """Language of messages outside, and quiet hours of one's own."""

    language = forms.ChoiceField(label=_("Language of messages"), required=False)
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["language"]
        field.choices = [("", _("As the house speaks")), *settings.LANGUAGES]  # type: ignore[attr-defined]
