"""Beginning a new history: after a restore, the numbers of the old one may mean other events."""

from .models import Epoch


def begin_epoch() -> Epoch:
    """Name a new history; a screen that comes with a cursor of an older one is told to start afresh."""
    return Epoch.objects.create()
