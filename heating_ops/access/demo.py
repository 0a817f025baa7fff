"""The sign-ins of a demonstration city, one per role.

``seed_city`` makes them on an empty database only; a real installation never has them.
"""

from typing import Final, NamedTuple

from .models import Role


class DemoSignIn(NamedTuple):
    """Name and password of a demonstration account."""

    role: Role
    username: str
    password: str

    @property
    def label(self) -> str:
        """The role in the reader's language."""
        return str(self.role.label)


DEMO_PASSWORD: Final = "heat-96069-demo"  # noqa: S105  (printed at start on purpose)
DEMO_SIGN_INS: Final = [
    DemoSignIn(Role.OPERATOR, "operator", DEMO_PASSWORD),
    DemoSignIn(Role.DISPATCHER, "dispatcher", DEMO_PASSWORD),
    DemoSignIn(Role.CREW, "crew", DEMO_PASSWORD),
    DemoSignIn(Role.DUTY_LEADER, "duty-leader", DEMO_PASSWORD),
    DemoSignIn(Role.COMMANDER, "commander", DEMO_PASSWORD),
    DemoSignIn(Role.MANAGER, "manager", DEMO_PASSWORD),
    DemoSignIn(Role.ADMINISTRATOR, "administrator", DEMO_PASSWORD),
]
