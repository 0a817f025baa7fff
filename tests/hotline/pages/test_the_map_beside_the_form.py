"""The map: positions of our own places, tiles only from the host the utility named."""

from types import SimpleNamespace
from typing import Any

import pytest
from desk_cast import AtStage
from incident_cast import declare

from heating_ops.network.models import Building
from workorders.catalogue import Status

MAP = "/hotline/place-map/"


@pytest.fixture
def placed(town: SimpleNamespace) -> None:
    for house, latitude in ((town.house_1, 39.931), (town.house_2, 39.932)):
        Building.objects.filter(pk=house.pk).update(latitude=latitude, longitude=116.421)


@pytest.mark.usefixtures("placed")
def test_it_knows_the_building_its_loop_station_orders_and_incident(
    town: SimpleNamespace, browse: Any, at_stage: AtStage
) -> None:
    order = at_stage(Status.TRIAGED)
    at_stage(Status.CANCELLED)
    incident = declare(town, loop_ids=[town.loop_1.pk])
    found = browse("olga").get(MAP, {"building": town.house_2.pk}).json()
    assert found["building"] == {"at": [39.932, 116.421], "label": "阳光花园 2号楼", "exact": True}
    assert [one["label"] for one in found["loop"]] == ["阳光花园 1号楼"]
    assert found["station"] == {"at": [39.93, 116.42], "label": "胡同站"}
    assert [(one["label"], one["at"]) for one in found["orders"]] == [(order.number, [39.931, 116.421])]
    assert (found["incident"]["label"], found["incident"]["stations"][0]["label"]) == (incident.number, "胡同站")


def test_a_building_without_a_position_stands_at_its_station(town: SimpleNamespace, browse: Any) -> None:
    found = browse("olga").get(MAP, {"building": town.hospital.pk}).json()
    assert found["building"]["at"] == [39.93, 116.42]
    assert found["building"]["exact"] is False


@pytest.mark.parametrize("asked", ["", "x", "987654", "1" * 40, "-1"])
def test_what_is_no_building_is_no_map(town: SimpleNamespace, browse: Any, asked: str) -> None:
    assert browse("olga").get(MAP, {"building": asked}).json() == {}


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("", ""),
        ("https://tiles.example/{z}/{x}/{y}.png", " https://tiles.example"),
        ("https://{s}.tiles.example:8443/{z}/{x}/{y}.png", " https://*.tiles.example:8443"),
        ("https://evil.example; script-src *", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_pictures_may_come_from_that_host_and_from_no_other(
    town: SimpleNamespace, browse: Any, settings: Any, url: str, allowed: str
) -> None:
    settings.MAP_TILES_URL = url
    policy = browse("olga").get("/hotline/calls/new/")["Content-Security-Policy"]
    assert f"img-src 'self' data: blob:{allowed};" in policy
