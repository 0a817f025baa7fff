"""App registration."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """The ``network`` sub-app."""

    name = "heating_ops.network"

    def ready(self) -> None:
        """Say who may follow the boards of branches."""
        from heating_ops.access import boards as followed

        from . import boards

        followed.register("branch", boards.branches_followed)
