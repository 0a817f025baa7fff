"""Sources of tickets in the administration. A secret is shown once, when a new one is made."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heating_ops.admin_pages import ReadOnlyAdmin, RuleAdmin, StandardAdmin

from .models import CallFile, ChannelStandard, IntakeSource, Ticket
from .secrets import secret_of

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[IntakeSource]
else:
    _ModelForm = forms.ModelForm


@admin.register(ChannelStandard)
class ChannelStandardAdmin(StandardAdmin):
    """Numbers of the channels, each with its source."""

    list_display = ("code", "value", "source", "confirmed_locally")


class IntakeSourceForm(_ModelForm):
    """A source, with its channel chosen from ours."""

    push_url = forms.URLField(
        label=gettext_lazy("address for states"), max_length=300, required=False, assume_scheme="https"
    )

    class Meta:
        model = IntakeSource
        fields: Final = ("code", "name", "channel", "active", "may_backdate", "push_url")

    def __init__(self, *args: Any, **options: Any) -> None:
        from hotline.models import Channel

        super().__init__(*args, **options)
        self.fields["channel"] = forms.ChoiceField(label=self.fields["channel"].label, choices=Channel.choices)

    def clean_code(self) -> str:
        """``tickets`` and ``files`` are parts of addresses of the API."""
        code: str = self.cleaned_data["code"]
        if code in ("tickets", "files"):
            raise forms.ValidationError(_("This word is taken by an address of the API. Choose another code."))
        return code


@admin.register(IntakeSource)
class IntakeSourceAdmin(RuleAdmin):
    """Who may send us tickets. The code names the source in its address and stays as it is."""

    form = IntakeSourceForm
    list_display = ("code", "name", "channel", "active", "may_backdate", "push_url", "secret_generation")
    actions = ("make_secret",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Tickets and their addresses name the code."""
        return ("code",) if obj else ()

    @admin.action(description=gettext_lazy("Make a new secret and show it once"))
    def make_secret(self, request: HttpRequest, queryset: QuerySet[IntakeSource]) -> None:
        """The old secret ends at once."""
        for source in queryset:
            source.secret_generation += 1
            source.save(update_fields=["secret_generation"])
            self.log_change(request, source, _("A new secret was made."))
            words = {"source": source.code, "secret": secret_of(source)}
            said = _("Secret of %(source)s, shown this once: %(secret)s") % words
            messages.warning(request, said)


@admin.register(Ticket)
class TicketAdmin(ReadOnlyAdmin):
    """Tickets, to be read; found by their number at the source."""

    list_display = ("number", "source", "received_at", "state", "sorting", "score", "needs_category", "call")
    list_select_related = ("source", "call")
    list_filter = ("source", "state", "sorting")
    search_fields = ("=number",)
    exclude = ("content",)


@admin.register(CallFile)
class CallFileAdmin(ReadOnlyAdmin):
    """Files of calls, to be read."""

    list_display = ("name", "source", "uploaded_at", "uploaded_by", "state", "rows", "bad_rows", "finished_at")
    list_select_related = ("source", "uploaded_by")
    list_filter = ("state", "source")
