"""Places that must not go cold, each with its plan (一院一案)."""

import random
from collections.abc import Sequence
from typing import Final

from .names import ROOTS, person_name, road_name
from .plan import PlannedBranch, PlannedBuilding, PlannedKeySite, PlannedLoop

# At full size: 36 hospitals as in the utility this is built for; the rest in a city's usual proportion.
_HOSPITALS: Final = 36
_CARE_HOMES: Final = 110
_SCHOOLS: Final = 380

_HOSPITAL_KINDS: Final = (
    "第一医院",
    "第二医院",
    "人民医院",
    "中医医院",
    "妇幼保健院",
    "儿童医院",
    "胸科医院",
    "康复医院",
)
_CARE_HOME_KINDS: Final = ("养老院", "老年公寓", "护理院")
_SCHOOL_KINDS: Final = ("小学", "中学", "实验学校", "幼儿园")
_BACKUP: Final = {
    "hospital": ("院内燃气锅炉，2台4吨", "空气源热泵，覆盖病房楼", "移动供热车接口，位于后勤楼西侧"),
    "care_home": ("电暖器40台，库房一层", "空气源热泵", "移动供热车接口"),
    "school": ("教室空调", "无"),
    "command_post": ("中央空调，双路供电",),
}
_PLAN: Final = {
    "hospital": (
        "停热1小时内：值班长致电联系人，确认手术、产房、重症和新生儿科用热情况。\n"
        "停热2小时：启用备用热源（{backup}），抢修班组到场，指定专人驻院联络。\n"
        "停热4小时：按本单位预案提升一级响应，协调移动供热车，通报卫生主管部门。\n"
        "恢复后：逐层测温，联系人签字确认后方可撤离。"
    ),
    "care_home": (
        "停热1小时内：致电联系人，了解卧床和失能老人数量。\n"
        "停热2小时：送达或启用备用取暖（{backup}），低于16℃时协助集中安置。\n"
        "恢复后：抽测不少于5个房间并记录。"
    ),
    "school": "上课期间停热：2小时内答复校方是否停课建议；备用取暖：{backup}。恢复后抽测教室温度。",
    "command_post": "任何停热立即报集团应急办；备用热源：{backup}。",
}


def plan_key_sites(
    rng: random.Random,
    branches: Sequence[PlannedBranch],
    loops: Sequence[PlannedLoop],
    *,
    first_building_id: int,
    size: float,
) -> tuple[list[PlannedKeySite], list[PlannedBuilding]]:
    """Draw hospitals, care homes, schools and the command post, each in a building of its own.

    :param size: of the city, 1.0 being 2.06 million households
    """
    wanted = [("command_post", "市供热应急指挥中心", rng.choice(loops))]
    wanted += _hospitals(rng, branches, loops, max(1, round(_HOSPITALS * size)))
    for kind, endings, full in (("care_home", _CARE_HOME_KINDS, _CARE_HOMES), ("school", _SCHOOL_KINDS, _SCHOOLS)):
        names = [root + ending for root in ROOTS for ending in endings]
        wanted += [(kind, name, rng.choice(loops)) for name in rng.sample(names, max(1, round(full * size)))]

    sites: list[PlannedKeySite] = []
    buildings: list[PlannedBuilding] = []
    addresses: set[tuple[str, str]] = set()
    for number, (kind, name, loop) in enumerate(wanted, start=1):
        building_id = first_building_id + len(buildings)
        address = _new_address(rng, addresses)
        buildings.append(_building(rng, building_id, loop, address, kind))
        backup = rng.choice(_BACKUP[kind])
        sites.append(
            PlannedKeySite(
                id=number,
                building_id=building_id,
                name=name,
                kind=kind,
                contact=f"{person_name(rng)}（后勤）",
                contact_phone=f"010-{rng.randint(60000000, 69999999)}",
                backup_heat=backup,
                plan=_PLAN[kind].format(backup=backup),
            )
        )
    return sites, buildings


def _hospitals(
    rng: random.Random, branches: Sequence[PlannedBranch], loops: Sequence[PlannedLoop], count: int
) -> list[tuple[str, str, PlannedLoop]]:
    """Name hospitals after the district they stand in, kind by kind, so that every district has one early."""
    by_branch: dict[int, list[PlannedLoop]] = {}
    for loop in loops:
        by_branch.setdefault(loop.station.branch.id, []).append(loop)
    pairs = [(branch, kind) for kind in _HOSPITAL_KINDS for branch in branches]
    return [
        ("hospital", f"{branch.district}{kind}", rng.choice(by_branch[branch.id])) for branch, kind in pairs[:count]
    ]


def _new_address(rng: random.Random, taken: set[tuple[str, str]]) -> tuple[str, str]:
    while True:
        address = road_name(rng), f"{rng.randint(1, 199)}号"
        if address not in taken:
            taken.add(address)
            return address


def _building(
    rng: random.Random, building_id: int, loop: PlannedLoop, address: tuple[str, str], kind: str
) -> PlannedBuilding:
    street, number = address
    return PlannedBuilding(
        id=building_id,
        loop_id=loop.id,
        community_id=None,
        street=street,
        number=number,
        flats=0,
        units=0,
        per_floor=0,
        heated_area_m2=rng.randint(20_000, 90_000) if kind == "hospital" else rng.randint(3_000, 15_000),
        latitude=loop.station.latitude + rng.uniform(-0.004, 0.004),
        longitude=loop.station.longitude + rng.uniform(-0.005, 0.005),
    )
