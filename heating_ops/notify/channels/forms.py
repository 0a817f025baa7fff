"""The form of a channel: what a gateway knows us by is typed in and never shown again."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from .apprise_way import ALLOWED_SCHEMES, allowed
from .models import Channel, ChannelKind, Policy

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Channel]
else:
    ModelForm = forms.ModelForm

SECRET: Final = ("url", "secret", "headers")


class ChannelForm(ModelForm):
    """Secrets begin empty; left empty they stay as they are."""

    class Meta:
        model = Channel
        exclude: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in SECRET:
            field = self.fields[name]
            kept = bool(self.instance.pk and getattr(self.instance, name))
            field.widget = forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "spellcheck": "false"})
            field.required = False
            field.help_text = _("Kept and not shown. Empty leaves it as it is.") if kept else _("Nothing is kept yet.")
            self.initial[name] = ""

    def clean(self) -> dict[str, Any]:
        """Put back what was left empty, then look whether the whole can work."""
        said: dict[str, Any] = super().clean() or {}
        for name in SECRET:
            if not said.get(name):
                said[name] = getattr(self.instance, name) if self.instance.pk else ({} if name == "headers" else "")
        headers = said.get("headers")
        if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
            self.add_error("headers", _("Headers are names with texts."))
        self._check_address(said)
        if said.get("audience") == "customers" and said.get("policy") != Policy.AT_MOST_ONCE:
            self.add_error("policy", _("Customers are sent nothing twice."))
        return said

    def _check_address(self, said: dict[str, Any]) -> None:
        url = said.get("url", "")
        if said.get("enabled") and not url:
            self.add_error("url", _("A channel in use needs the address of its gateway."))
        if url and said.get("kind") == ChannelKind.APPRISE and not allowed(url):
            words = _("Apprise is allowed these: %(schemes)s.") % {"schemes": ", ".join(ALLOWED_SCHEMES)}
            self.add_error("url", words)
        if url and said.get("kind") == ChannelKind.HTTP_TEMPLATE and not url.startswith(("http://", "https://")):
            self.add_error("url", _("The address begins with http:// or https://."))
