"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """The ``network`` sub-app."""

    name = "heating_ops.network"
    verbose_name = _("Network")

    def ready(self) -> None:
        """Say who may follow the boards of branches."""
        from heating_ops.access import boards as followed

        from . import boards

        followed.register("branch", boards.branches_followed)
