"""Crews, their people, a roster round the clock and accounts, for a demonstration.

Works on any branches: those of the invented city, or those read from a file.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.contrib.auth.hashers import make_password

from heating_ops.access.demo import DEMO_PASSWORD, DEMO_SIGN_INS
from heating_ops.access.models import Role
from heating_ops.network.seeding.names import person_name

from .models import Level, Skill
from .seeding_roster import Roster, give_life
from .staff_rows import StaffRows

_FULL_SIZE: Final = 2_060_000
_HOUSEHOLDS_PER_CREW: Final = 6_500
_FEWEST_CREWS: Final = 15
_SEATS: Final = 120
_FEWEST_SEATS: Final = 3
_NUMERALS: Final = "零一二三四五六七八九"
_SPREAD_DEGREES: Final = 0.015
_BRANCH_POSTS: Final = {
    Level.STATION_HEAD: ("station-head", Role.DUTY_LEADER, 3),
    Level.BRANCH_DISPATCHER: ("dispatcher", Role.DISPATCHER, 3),
    Level.BRANCH_DUTY_LEADER: ("duty-leader", Role.DUTY_LEADER, 3),
}
_GROUP_POSTS: Final = {
    Level.GROUP_OFFICE: ("group-office", 4),
    Level.GROUP_LEADER: ("group-leader", 3),
}


class BranchToStaff(NamedTuple):
    """A branch that needs people; ``households`` decides how many crews, the position where they stand."""

    id: int
    code: str
    households: int
    latitude: float | None
    longitude: float | None


def staff_city(branches: Sequence[BranchToStaff], *, seed: int, now: datetime) -> None:
    """Give a new city its crews, posts, operators and the demonstration sign-ins. Call inside a transaction.

    Everybody who can sign in has the demonstration password; crew members other
    than the demonstration's own have none.
    """
    staffing = _Staffing(seed=seed, now=now)
    households = sum(branch.households for branch in branches)
    demo = staffing.sign_ins()
    first = branches[0]
    staffing.crew(first, "应急一班", list(Skill), always_on=True, leader_id=demo[Role.CREW])
    # A person is on duty at one place at a time: the demonstration's own accounts at the first branch.
    staffing.always_on_duty(Level.BRANCH_DISPATCHER, first.id, demo[Role.DISPATCHER])
    staffing.always_on_duty(Level.BRANCH_DUTY_LEADER, first.id, demo[Role.DUTY_LEADER])
    for branch in branches:
        staffing.branch(branch, max(_FEWEST_CREWS, round(branch.households / _HOUSEHOLDS_PER_CREW)))
    staffing.always_on_duty(Level.GROUP_OFFICE, None, demo[Role.COMMANDER])
    for level, (name, people) in _GROUP_POSTS.items():
        staffing.posts(level, None, [staffing.person(f"{name}-{n}", Role.COMMANDER) for n in range(1, people + 1)])
    for seat in range(1, max(_FEWEST_SEATS, round(_SEATS * households / _FULL_SIZE)) + 1):
        staffing.person(f"operator-{seat:03d}", Role.OPERATOR)
    staffing.write()
    give_life(first.id, now=now)


def staff_branches(branches: Iterable[BranchToStaff], *, crews_each: int, seed: int, now: datetime) -> None:
    """Give branches crews and people on duty at the branch's levels. Call inside a transaction."""
    staffing = _Staffing(seed=seed, now=now)
    for branch in branches:
        staffing.branch(branch, crews_each)
    staffing.write()


class _Staffing:
    """Draws people and their hours; nothing is written before the end."""

    def __init__(self, *, seed: int, now: datetime) -> None:
        self.rng = random.Random(f"{seed}:staff")
        self.now = now
        self.password = make_password(DEMO_PASSWORD)  # argon2 is slow on purpose: once for all
        self.rows = StaffRows(now)
        self.roster = Roster(now)

    def write(self) -> None:
        """Write the people, then the roster they stand on."""
        self.rows.write()
        self.roster.write()

    def sign_ins(self) -> dict[Role, int]:
        """Make the accounts every demonstration city has; answer their ids."""
        return {one.role: self.person(one.username, one.role) for one in DEMO_SIGN_INS}

    def person(self, username: str, role: Role, branch_id: int | None = None) -> int:
        """Make somebody who signs in with the demonstration password."""
        name = person_name(self.rng)
        return self.rows.user(username, name, role, password=self.password, branch_id=branch_id)

    def branch(self, branch: BranchToStaff, crews: int) -> None:
        """Make a branch's crews, its people on duty and their roster."""
        for level, (name, role, people) in _BRANCH_POSTS.items():
            known = [f"{name}-{branch.code}-{n}" for n in range(1, people + 1)]
            self.posts(level, branch.id, [self.person(username, role, branch.id) for username in known])
        self.person(f"manager-{branch.code}", Role.MANAGER, branch.id)
        for number in range(1, crews + 1):
            self.crew(branch, f"抢修{_in_chinese(number)}班", self._skills(number), place=number)

    def crew(
        self,
        branch: BranchToStaff,
        name: str,
        skills: Sequence[Skill],
        *,
        place: int = 0,
        always_on: bool = False,
        leader_id: int | None = None,
    ) -> None:
        """Make a crew with its people and its hours."""
        latitude = longitude = None
        if branch.latitude is not None and branch.longitude is not None:
            latitude = branch.latitude + self.rng.gauss(0, _SPREAD_DEGREES)
            longitude = branch.longitude + self.rng.gauss(0, _SPREAD_DEGREES)
        crew_id = self.rows.crew(branch.id, name, skills, latitude, longitude)
        first = 1
        if leader_id is not None:
            self.rows.member(crew_id, leader_id, is_leader=True)
            first = 2
        for number in range(first, self.rng.choice((4, 5, 5, 6, 6, 7)) + 1):
            username = f"crew-{branch.code}-{crew_id}-{number}"
            member = self.rows.user(username, person_name(self.rng), Role.CREW, password=None, branch_id=branch.id)
            self.rows.member(crew_id, member, is_leader=number == 1)
        self.roster.crew(crew_id, place=place, always_on=always_on)

    def always_on_duty(self, level: Level, branch_id: int | None, user_id: int) -> None:
        """Let a demonstration account be told whatever hour it is tried."""
        self.roster.post(level, branch_id, [user_id], always_on=True)

    def posts(self, level: Level, branch_id: int | None, people: Sequence[int]) -> None:
        """Let people take turns at a post: a day, a night, then off."""
        self.roster.post(level, branch_id, people)

    def _skills(self, number: int) -> list[Skill]:
        """Every crew can work in a flat and on pipes; the rarer a skill, the fewer have it."""
        skills = [Skill.HEATING, Skill.PIPE]
        rarer = {Skill.WELDING: 3, Skill.CHAMBER: 4, Skill.ELECTRICAL: 5}
        return skills + [skill for skill, every in rarer.items() if number % every == 1]


def _in_chinese(number: int) -> str:
    """``7`` → 七, ``27`` → 二十七; numbers up to 99, larger ones in figures."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _NUMERALS[ones]
    if tens > 9:
        return str(number)
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")
