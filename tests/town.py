"""The small fixed town of the tests, and what tests say often."""

from datetime import UTC, datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from heating_ops.access.models import Role, User
from heating_ops.crews.models import Crew, CrewShift, DutyPost, Level, Member
from heating_ops.journal.actor import Actor
from heating_ops.journal.models import Event
from heating_ops.network.models import Branch, Building, Community, Household, KeySite, Loop, Station

# A winter morning in the town; tests pass time by adding to it.
MORNING = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
PASSWORD = "warm-enough-96069"


@cache
def _hashed(password: str) -> str:
    """Hashing is slow on purpose; ten people in each of a thousand towns need it once."""
    return make_password(password)


def build_town() -> SimpleNamespace:
    """Make the town: two branches, a hospital, three crews and somebody of every role.

    East (东城): station Lane, loop 1 with buildings 1 and 2 of Sunshine Garden, loop 2 with the
    hospital. West (西城): station Mill, one building. Crews Red and Blue are East's, Green is West's.
    """
    east, west = (
        Branch.objects.create(code=code, name=name) for code, name in (("east", "东城分公司"), ("west", "西城分公司"))
    )
    lane = Station.objects.create(branch=east, name="胡同站", line="东一线", latitude=39.93, longitude=116.42)
    mill = Station.objects.create(branch=west, name="磨坊站", line="西一线", latitude=39.91, longitude=116.35)
    loop_1, loop_2 = (Loop.objects.create(station=lane, name=name) for name in ("1", "2"))
    loop_west = Loop.objects.create(station=mill, name="1")
    sunshine = Community.objects.create(branch=east, name="阳光花园")
    house_1, house_2 = (
        Building.objects.create(loop=loop_1, community=sunshine, street="阳光花园", number=f"{n}号楼", flats=60)
        for n in (1, 2)
    )
    hospital = Building.objects.create(loop=loop_2, street="医院路", number="1", flats=1)
    KeySite.objects.create(building=hospital, name="东城医院", kind=KeySite.Kind.HOSPITAL)
    house_west = Building.objects.create(loop=loop_west, street="磨坊胡同", number="7", flats=24)
    for room in ("101", "102", "201"):
        Household.objects.create(building=house_1, unit="1", room=room, phone=f"1380000{room}0")

    def person(name: str, role: Role, branches: list[Branch] | None = None) -> User:
        ids = [branch.pk for branch in branches or []]
        return User.objects.create(username=name, password=_hashed(PASSWORD), role=role, branch_ids=ids)

    people = {
        "olga": person("olga", Role.OPERATOR),
        "dan": person("dan", Role.DISPATCHER, [east]),
        "wes": person("wes", Role.DISPATCHER, [west]),
        "carl": person("carl", Role.CREW, [east]),
        "cleo": person("cleo", Role.CREW, [east]),
        "cai": person("cai", Role.CREW, [west]),
        "lena": person("lena", Role.DUTY_LEADER, [east]),
        "kurt": person("kurt", Role.COMMANDER),
        "mona": person("mona", Role.MANAGER),
        "adam": person("adam", Role.ADMINISTRATOR),
    }
    people["adam"].is_staff = people["adam"].is_superuser = True
    people["adam"].save(update_fields=["is_staff", "is_superuser"])
    always = (MORNING - timedelta(days=30), MORNING + timedelta(days=3650))
    crews = {}
    for name, branch, who in (("red", east, "carl"), ("blue", east, "cleo"), ("green", west, "cai")):
        crews[name] = Crew.objects.create(branch=branch, name=f"{name.title()} crew", skills=["heating", "pipe"])
        Member.objects.create(crew=crews[name], user=people[who], is_leader=True)
        CrewShift.objects.create(crew=crews[name], hours=always)
    DutyPost.objects.create(level=Level.BRANCH_DUTY_LEADER, branch=east, user=people["lena"], hours=always)
    return SimpleNamespace(
        east=east,
        west=west,
        lane=lane,
        mill=mill,
        loop_1=loop_1,
        loop_2=loop_2,
        sunshine=sunshine,
        house_1=house_1,
        house_2=house_2,
        hospital=hospital,
        house_west=house_west,
        **people,
        **crews,
        actor=lambda name: Actor.user(people[name]),
    )


def api_client(user: User) -> APIClient:
    """An API client with the user's token, asking in English."""
    token, _ = Token.objects.get_or_create(user=user)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token.key}", HTTP_ACCEPT_LANGUAGE="en")
    return client


def kinds_on(slug: str) -> list[str]:
    """The kinds of event on a board, in order."""
    return list(Event.objects.filter(board__slug=slug).order_by("seq").values_list("kind", flat=True))


def body(**changes: Any) -> dict[str, Any]:
    """A call body that would be taken; change what the test is about."""
    return {
        "request_id": str(uuid4()),
        "channel": "phone",
        "caller_phone": "13800001010",
        "place": {"street": "阳光花园", "building": "1号楼", "flat": "1-101"},
        "category": "low_temperature",
        "text": "屋里只有15度",
        "indoor_temp_c": 15.5,
    } | changes
