"""Telling people in the administration: channels, ways, plans and numbers; messages and notices to look up."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from heating_ops.admin_pages import ModelAdmin, ReadOnlyAdmin, ReadOnlyInline, RuleAdmin, StandardAdmin

from .channels.forms import SECRET, ChannelForm
from .models import Attempt, Channel, ContactPoint, Message, Notice, NotifyStandard, PlanStep, Wish
from .outbox import try_again


class AttemptInline(ReadOnlyInline):
    """What happened to a message."""

    model = Attempt


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """Messages, newest first. Those that were given up are sent again by hand, once the reason is mended."""

    list_display = ("id", "kind", "channel", "key", "state", "reason", "attempts", "queued_at", "sent_at", "last_error")
    list_filter = ("state", "channel", "kind")
    list_select_related = ("channel",)
    search_fields = ("=key", "=stream")
    inlines = (AttemptInline,)
    actions = ("send_again",)

    @admin.action(description=_("Send again now"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Sent ones stay sent."""
        count = try_again(list(queryset.values_list("pk", flat=True)), now=timezone.now())
        words: Any = ngettext("%(count)s message is sent again.", "%(count)s messages are sent again.", count)
        messages.success(request, words % {"count": count})


@admin.register(Channel)
class ChannelAdmin(RuleAdmin):
    """Ways out of the house. What a gateway knows us by is written and never read again."""

    form = ChannelForm
    list_display = ("code", "name", "kind", "audience", "policy", "enabled", "timeout_s", "give_up_after_s")
    list_filter = ("kind", "audience", "enabled")

    def construct_change_message(self, request: HttpRequest, form: Form, formsets: Any, add: bool = False) -> Any:
        """Say that a secret was changed, not from what to what."""
        if add:
            return super().construct_change_message(request, form, formsets, add)
        secret = [name for name in form.changed_data if name in SECRET]
        form.changed_data[:] = [name for name in form.changed_data if name not in SECRET]
        said = super().construct_change_message(request, form, formsets, add)
        return "; ".join([part for part in (said,) if part] + [f"{form.fields[name].label}: …" for name in secret])


@admin.register(ContactPoint)
class ContactPointAdmin(ModelAdmin):
    """Whose address is which."""

    list_display = ("user", "channel", "address", "verified_at", "signed_out_at")
    list_filter = ("channel",)
    list_select_related = ("user", "channel")
    search_fields = ("user__username", "user__first_name", "address")
    raw_id_fields = ("user",)


@admin.register(PlanStep)
class PlanStepAdmin(ModelAdmin):
    """In what order people are told. A topic without steps of its own goes by those without a topic."""

    list_display = ("topic", "urgent", "place", "channel", "wait_s", "until", "source", "confirmed_locally")
    list_filter = ("urgent", "topic", "confirmed_locally")
    list_select_related = ("channel",)


@admin.register(NotifyStandard)
class NotifyStandardAdmin(StandardAdmin):
    """The numbers telling goes by."""

    list_display = ("code", "value", "source", "confirmed_locally")


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Who was told what, and whether it was read."""

    list_display = ("id", "user", "topic", "subject", "urgent", "told_at", "read_at", "withheld")
    list_filter = ("topic", "urgent", "withheld")
    list_select_related = ("user",)
    search_fields = ("=key", "=subject", "=user__username")


@admin.register(Wish)
class WishAdmin(ModelAdmin):
    """How people want to be told."""

    list_display = ("user", "language", "quiet_from", "quiet_until")
    list_select_related = ("user",)
    raw_id_fields = ("user",)
