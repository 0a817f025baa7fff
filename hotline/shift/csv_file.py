"""The operators of a shift as lines of a file: the same numbers as the page."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from heating_ops.ui.wording import word_for

from .figures import Handled, together
from .operators import Operator
from .targets import Promises


def operator_lines(found: Sequence[Operator], nobodys: Handled, wanted: Promises) -> Iterator[list[Any]]:
    """A heading, a line per person, what nobody had, and the sum; seconds are whole."""
    yield [
        *(_("Operator"), _("Seat"), _("State"), _("Seconds on"), _("Seconds of breaks"), _("Calls taken")),
        _("Within %(seconds)s s") % {"seconds": wanted.good.seconds},
        _("Within %(seconds)s s") % {"seconds": wanted.late.seconds},
        *(_("Mean handling, s"), _("Missed"), _("Calls filed"), _("Urgent"), _("Call-backs done")),
    ]
    for one in found:
        seat = one.seat.session.seat if one.seat else ""
        at_seat = [round(one.on_seconds), round(one.break_seconds)]
        done = [one.filed.calls, one.filed.urgent, one.called_back]
        yield [str(one.user), seat, word_for("seat_state", one.state), *at_seat, *_rung(one.rings), *done]
    yield [_("Nobody"), "", "", "", "", *_rung(nobodys), "", "", ""]
    seconds = [round(sum(one.on_seconds for one in found)), round(sum(one.break_seconds for one in found))]
    whole = together([*(one.rings for one in found), nobodys])
    filed = [sum(one.filed.calls for one in found), sum(one.filed.urgent for one in found)]
    yield [_("Sum"), "", "", *seconds, *_rung(whole), *filed, sum(one.called_back for one in found)]


def _rung(rings: Handled) -> list[Any]:
    mean = "" if rings.mean_handling is None else round(rings.mean_handling)
    return [rings.answered, rings.good, rings.late, mean, rings.abandoned]
