"""Tickets of other systems in the demonstration: some with a sure address, some for a person to sort out."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from hotline.channels.models import IntakeSource
from hotline.channels.taking import take_ticket

from .stage import Home, Stage

# source, minutes ago, words, how the address is written; {} are name, number and flat of a home.
_TICKETS: Final = (
    ("12345", 46, "家里暖气不热，测了只有15度，请尽快处理", "{district}{name}小区{number}{flat}室"),
    ("12345", 31, "三天没来暖气了，打了几次电话没人管", "{name}{number}{flat}"),
    ("app", 24, "卧室暖气片上面热下面凉", "{name} {number} {flat}"),
    ("12345", 17, "楼道里暖气管漏水，台阶都湿了", "{name}小区北门进去左手第二栋"),
    ("app", 12, "屋里冷，老人受不了", "{name}{unit}单元"),
    ("12345", 6, "请尽快联系我", "{name}{number}"),
)
_CITY_LINE_HOURS: Final = 24


def send_tickets(stage: Stage) -> None:
    """Let the city line and the app send tickets during the last hour."""
    IntakeSource.objects.filter(code__in=["12345", "app"]).update(active=True)
    sources = {source.code: source for source in IntakeSource.objects.filter(active=True)}
    homes = [home for home in stage.homes if home.building.community is not None and "-" in home.flat]
    for count, (code, minutes, words, written) in enumerate(_TICKETS[: len(homes)], start=1):
        home, moment = stage.chance.choice(homes), stage.ends - timedelta(minutes=minutes)
        said: dict[str, Any] = {
            "number": f"{timezone.localtime(moment):%Y%m%d}-{count:04d}",
            "text": words,
            "address": _address(home, written),
            "caller_phone": home.phone,
        }
        if code == "12345":
            said["due_at"] = moment + timedelta(hours=_CITY_LINE_HOURS)
        take_ticket(source=sources[code], said=said, now=moment)


def _address(home: Home, written: str) -> str:
    unit, _dash, room = home.flat.partition("-")
    community = home.building.community
    return written.format(
        district=community.district if community else "",
        name=home.building.street,
        number=home.building.number,
        unit=unit,
        flat=f"{unit}单元{room}",
    )
