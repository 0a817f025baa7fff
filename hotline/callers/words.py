"""The count of calls as people say it."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def nth_in_words(nth: int, hours: int) -> str:
    """Say "3rd call in 24 h", as people do."""
    return _("%(nth)s call in %(hours)s h") % {"nth": _ordinal(nth), "hours": hours}


def _ordinal(nth: int) -> str:
    ending = 0 if nth % 100 in (11, 12, 13) else nth % 10
    words = {
        1: pgettext("ordinal", "%(nth)sst"),
        2: pgettext("ordinal", "%(nth)snd"),
        3: pgettext("ordinal", "%(nth)srd"),
    }
    return words.get(ending, pgettext("ordinal", "%(nth)sth")) % {"nth": nth}
