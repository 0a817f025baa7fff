"""The words for the states of a seat; silence and absence are no states of a session, but are shown as such."""

from typing import Final

from django.utils.translation import pgettext_lazy

from .models import BreakReason, SeatState
from .queries import SILENT

STATES: Final = [*SeatState.choices, (SILENT, pgettext_lazy("seat", "Silent")), ("off", pgettext_lazy("seat", "Off"))]
REASONS: Final = BreakReason.choices
