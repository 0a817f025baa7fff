"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotifyConfig(AppConfig):
    """The ``notify`` sub-app."""

    name = "heating_ops.notify"
    verbose_name = _("Messages")

    def ready(self) -> None:
        """Let every worker send, two at a time: one receiver that hangs does not hold up the rest."""
        from heating_ops import chores

        from . import customers, delivering, sending, telling, topics
        from .ways.queries import TEST

        topics.register(
            TEST,
            title=_("Test of %(channel)s"),
            body=_("You asked for this test at %(at)s. It went the way of a real message."),
            moments=("at",),
            even_off_duty=True,
        )
        sending.register(telling.NOTICE, delivering.deliver)
        sending.register(customers.CUSTOMER, customers.deliver)
        chores.register("notify-1", sending.send_due)
        chores.register("notify-2", sending.send_due)
