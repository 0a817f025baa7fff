"""Rows of crews and people on their way into the database by ``COPY``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Max, Model

from heating_ops.access.models import User
from heating_ops.network.copying import Cell, continue_ids_after_copy, copy_rows

from .models import Crew, Skill

_COLUMNS: Final = {
    "access_user": (
        "id username first_name last_name email password role branch_ids may_backdate "
        "is_superuser is_staff is_active date_joined"
    ),
    "crews_crew": "id branch_id name skills vehicle latitude longitude position_at",
    "crews_member": "crew_id user_id is_leader",
}


class StaffRows:
    """Collects users, crews, members, shifts and posts, gives ids, and writes all at once."""

    def __init__(self, now: datetime) -> None:
        self._now = now.isoformat()
        self._rows: dict[str, list[tuple[Cell, ...]]] = {table: [] for table in _COLUMNS}
        self._last_user = _last_id(User)
        self._last_crew = _last_id(Crew)

    def user(self, username: str, name: str, role: str, *, password: str | None, branch_id: int | None) -> int:
        """Add a person; one without a password cannot sign in. Chinese names are not split in two."""
        self._last_user += 1
        # "!" begins what no password hashes to.
        hashed = password or f"!{username}"
        administers = role == "administrator"
        branches = "{}" if branch_id is None else f"{{{branch_id}}}"
        self._rows["access_user"].append(
            (self._last_user, username, name, "", "", hashed, role, branches)
            + (False, administers, administers, True, self._now)
        )
        return self._last_user

    def crew(
        self, branch_id: int, name: str, skills: Sequence[Skill], latitude: float | None, longitude: float | None
    ) -> int:
        """Add a crew; its vehicle bears its number."""
        self._last_crew += 1
        known = latitude is not None and longitude is not None
        place = (f"{latitude:.6f}", f"{longitude:.6f}", self._now) if known else (None, None, None)
        vehicle = f"抢修车 {self._last_crew:03d}"
        self._rows["crews_crew"].append((self._last_crew, branch_id, name, f"{{{','.join(skills)}}}", vehicle, *place))
        return self._last_crew

    def member(self, crew_id: int, user_id: int, *, is_leader: bool) -> None:
        """Put a person into a crew."""
        self._rows["crews_member"].append((crew_id, user_id, is_leader))

    def write(self) -> None:
        """Write everything collected."""
        for table, columns in _COLUMNS.items():
            copy_rows(table, columns.split(), self._rows[table])
        continue_ids_after_copy("access_user", "crews_crew")


def _last_id(model: type[Model]) -> int:
    last: int | None = model._default_manager.aggregate(last=Max("pk"))["last"]
    return last or 0
