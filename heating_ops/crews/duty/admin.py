"""The duty roster in the administration: posts and numbers are set here; who is on duty is changed on its pages."""

from django.contrib import admin

from heating_ops.admin_pages import ReadOnlyAdmin, ReadOnlyInline, RuleAdmin, StandardAdmin

from .models import DutyPhone, DutyPost, Leave, Pattern, PatternTurn, Post, RosterRule, Swap


@admin.register(Post)
class PostAdmin(RuleAdmin):
    """What must be filled."""

    list_display = ("level", "branch", "people", "begins", "ends", "swap_needs_leader", "source", "confirmed_locally")
    list_filter = ("level", "branch", "confirmed_locally")
    list_select_related = ("branch",)


@admin.register(RosterRule)
class RosterRuleAdmin(StandardAdmin):
    """The numbers of the roster."""

    list_display = ("code", "value", "source", "confirmed_locally")


@admin.register(DutyPost)
class DutyPostAdmin(ReadOnlyAdmin):
    """Who is on duty at which level."""

    list_display = ("level", "branch", "user", "hours", "origin", "cancelled_at")
    list_filter = ("level", "branch", "origin")
    list_select_related = ("branch", "user")
    search_fields = ("user__first_name", "user__username")


class TurnInline(ReadOnlyInline):
    """The people of a pattern, on its page."""

    model = PatternTurn


@admin.register(Pattern)
class PatternAdmin(ReadOnlyAdmin):
    """Hours that come again."""

    list_display = ("post", "crew", "begins", "ends", "turn_days", "turns", "valid_from", "valid_to", "drawn_until")
    list_select_related = ("post__branch", "crew")
    inlines = (TurnInline,)


@admin.register(Leave)
class LeaveAdmin(ReadOnlyAdmin):
    """Who is away."""

    list_display = ("user", "hours", "kind", "state", "asked_at", "decided_at", "decided_by")
    list_filter = ("state", "kind")
    list_select_related = ("user", "decided_by")
    search_fields = ("user__first_name", "user__username")


@admin.register(Swap)
class SwapAdmin(ReadOnlyAdmin):
    """Who swapped with whom."""

    list_display = ("asker", "other", "duty", "state", "asked_at", "answered_at", "decided_at")
    list_filter = ("state",)
    list_select_related = ("asker", "other", "duty")


@admin.register(DutyPhone)
class DutyPhoneAdmin(ReadOnlyAdmin):
    """The numbers people answer while on duty; each sets their own."""

    list_display = ("user", "number")
    list_select_related = ("user",)
    search_fields = ("user__first_name", "user__username", "number")
