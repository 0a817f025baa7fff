"""A handful of invented suppliers for the invented city: who heats the places that are not ours."""

from typing import Final

from heating_ops.network.address_keys import street_key
from heating_ops.network.models import PlaceName

from .models import AreaKind, Supplier, SupplierArea

# Numbers that begin 400-555 are nobody's.
_INVENTED: Final[list[tuple[str, str, str, str, str, str, list[tuple[AreaKind, str]]]]] = [
    (
        "沁源小区锅炉房",
        "Qinyuan Boiler House",
        "400-555-0101",
        "沁源路9号院内",
        "24 h",
        "",
        [(AreaKind.COMMUNITY, "沁源小区"), (AreaKind.COMMUNITY, "沁源南里"), (AreaKind.STREET, "沁源路")],
    ),
    (
        "顺和热力",
        "Shunhe Heating",
        "400-555-0102",
        "顺和大街甲21号",
        "24 h",
        "停暖、缴费白天 8:00–17:00",
        [(AreaKind.COMMUNITY, "顺和家园"), (AreaKind.COMMUNITY, "顺和嘉苑"), (AreaKind.PATTERN, "顺和")],
    ),
    (
        "铁工房产供暖段",
        "Railway Workers' Housing, Heating Section",
        "400-555-0103",
        "",
        "6:00–24:00",
        "夜间转值班室",
        [(AreaKind.PATTERN, "铁工宿舍"), (AreaKind.PATTERN, "铁工大院")],
    ),
    (
        "云锦物业供暖服务中心",
        "Yunjin Property Heating Service",
        "400-555-0104",
        "云锦世家会所一层",
        "8:00–20:00",
        "",
        [(AreaKind.COMMUNITY, "云锦世家"), (AreaKind.COMMUNITY, "云锦澜庭")],
    ),
    (
        "科研院后勤处",
        "Research Institute, Estates Office",
        "400-555-0105",
        "",
        "8:00–18:00",
        "",
        [(AreaKind.COMMUNITY, "科研院家属院"), (AreaKind.COMMUNITY, "科研院南区")],
    ),
]


def seed_suppliers() -> int:
    """Write the invented suppliers where there are none yet, without the areas that bear a name of our network.

    :returns: how many there are now
    """
    if Supplier.objects.exists():
        return Supplier.objects.count()
    keys = [street_key(name) for *_others, areas in _INVENTED for _kind, name in areas]
    ours = set(PlaceName.objects.filter(key__in=keys).values_list("key", flat=True))
    for name_zh_hans, name_en, phone, address, hours, note, areas in _INVENTED:
        supplier = Supplier.objects.create(
            name_zh_hans=name_zh_hans, name_en=name_en, phone=phone, address=address, hours=hours, note=note
        )
        SupplierArea.objects.bulk_create(
            SupplierArea(supplier=supplier, kind=kind, name=name).sounded()
            for kind, name in areas
            if street_key(name) not in ours
        )
    return Supplier.objects.count()
