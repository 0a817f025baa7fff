"""``docker-compose.yml`` starts the same processes as ``manage.py up``, and says what it needs."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from heating_ops.local.postgres_files import INITDB_LOCALE
from heating_ops.local.processes import BEAT, PREPARE, WORKER, web

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize(
    ("service", "after_python"),
    [("prepare", PREPARE), ("web", web("0.0.0.0", 8000)), ("worker", WORKER), ("beat", BEAT), ("beat-2", BEAT)],
)
def test_each_process_is_started_as_up_starts_it(
    compose: dict[str, Any], service: str, after_python: list[str]
) -> None:
    assert compose["services"][service]["command"] == ["python", *after_python]


def test_whatever_stays_up_has_a_health_check_and_what_it_waits_for_exists(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name, service in services.items():
        assert name == "prepare" or "test" in service["healthcheck"], name
        for waited_for, how in service.get("depends_on", {}).items():
            assert how["condition"] in {"service_healthy", "service_completed_successfully"}
            assert waited_for in services


def test_what_is_scaled_has_neither_a_name_nor_a_port_of_its_own(compose: dict[str, Any]) -> None:
    for name in ("web", "worker"):
        assert not {"container_name", "ports", "hostname"} & set(compose["services"][name])
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]


def test_secrets_have_no_default(compose: dict[str, Any]) -> None:
    text = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_PASSWORD", "REDIS_PASSWORD"):
        assert re.search(rf"\${{{secret}:\?[^}}]+}}", text), f"{secret} is asked for"
        assert f"${{{secret}:-" not in text
    assert compose["services"]["web"]["environment"]["HTTPS_ONLY"] == "true"


def test_volumes_are_declared_and_files_exist(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./"):
                assert source == "./deploy/certificates" or (PROJECT / source).is_file(), source
            else:
                assert source in compose["volumes"]


def test_the_database_is_made_with_the_same_rules_for_letters(compose: dict[str, Any]) -> None:
    assert compose["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split() == INITDB_LOCALE
    assert compose["services"]["postgres"]["image"] == "postgres:18"


def test_the_image_is_built_from_lock_files_and_does_not_run_as_root() -> None:
    dockerfile = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    assert "pip install --no-cache-dir --require-hashes" in dockerfile
    assert "npm ci" in dockerfile
    assert re.findall(r"^USER (\S+)$", dockerfile, re.MULTILINE) == ["heating-ops"]
    assert not re.search(r"\b(curl|wget|git clone|ADD https?)\b", dockerfile)
