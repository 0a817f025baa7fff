"""Messages in the administration: how far each is, and sending one again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from heating_ops.admin_pages import ReadOnlyAdmin

from .models import Message
from .outbox import try_again


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """Messages, newest first. Those that were given up are sent again by hand, once the reason is mended."""

    list_display = ("id", "kind", "key", "to", "state", "attempts", "queued_at", "next_try_at", "sent_at", "last_error")
    list_filter = ("state", "kind")
    search_fields = ("=key", "=stream")
    actions = ("send_again",)

    @admin.action(description=_("Send again now"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Sent ones stay sent."""
        count = try_again(list(queryset.values_list("pk", flat=True)), now=timezone.now())
        words: Any = ngettext("%(count)s message is sent again.", "%(count)s messages are sent again.", count)
        messages.success(request, words % {"count": count})
