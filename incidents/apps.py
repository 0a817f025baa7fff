"""App registration: the cards of incidents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    """Incidents: declared, commanded, recorded."""

    name = "incidents"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        """Register the cards of incidents, who may follow their boards, and what a late promise does."""
        from heating_ops.access import boards
        from heating_ops.crews.duty import telling as roster
        from heating_ops.crews.models import Level
        from heating_ops.journal import cards
        from heating_ops.notify.telling import tell
        from heating_ops.timers import clock
        from heating_ops.ui import wording

        from . import queries
        from .commands import updating
        from .handover import commands as handing_over
        from .handover import deadlines as handovers
        from .handover import topics
        from .models import IncidentLevel, Kind, NoteState, Phase, StopReason, StopState
        from .planned_stops import clocks
        from .planned_stops import queries as planned_stops

        cards.register("incident", cards.CardSource(of=queries.cards_of, on=queries.open_cards_on))
        cards.register("planned_stop", cards.CardSource(of=planned_stops.cards_of, on=planned_stops.open_cards_on))
        clock.register(clocks.BEGIN, clocks.stop_begins)
        clock.register(clocks.OVERRUN, clocks.stop_overruns)
        clock.register(clocks.NEXT_UPDATE, clocks.stop_update_overdue)
        clock.register(updating.NEXT_UPDATE, updating.update_overdue)
        clock.register(handing_over.SIGN, handovers.note_unsigned)
        topics.register()
        # The roster knows no channel, and the channels know no roster: here is who sees both.
        roster.register(tell)
        wording.register("duty_level", Level.choices)
        wording.register("handover_state", NoteState.choices)
        boards.register("incident", queries.boards_followed)
        wording.register("incident_kind", Kind.choices)
        wording.register("level", IncidentLevel.choices)
        wording.register("phase", Phase.choices)
        wording.register("stop_reason", StopReason.choices)
        wording.register("stop_state", StopState.choices)
