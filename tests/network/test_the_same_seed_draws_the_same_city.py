"""A seed is a name for a city: the same one gives the same city, on every run and every machine."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from heating_ops.crews.seeding import BranchToStaff, staff_city
from heating_ops.network.seeding.layout import plan_city
from heating_ops.network.seeding.writing import TABLES, write_city

NOW = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
PLAN = "from heating_ops.network.seeding.layout import plan_city; print(plan_city(households=3000, seed={}))"
WHOLE_ROWS = (*TABLES, "crews_crew")
SOME_COLUMNS = {
    "access_user": "username, first_name, role",
    "crews_member": "crew_id, is_leader",
    "crews_crewshift": "crew_id, hours",
    "crews_dutypost": "level, branch_id, hours",
    "network_placename": "kind, name, key, pinyin, initials, detail",
}


def fingerprint(seed: int) -> dict[str, str]:
    """Seed a city, take a hash of every table, and undo it all."""
    found: dict[str, str] = {}
    with transaction.atomic():
        city = plan_city(households=1500, seed=seed)
        write_city(city, seed=seed)
        places = [BranchToStaff(b.id, b.code, b.households, b.latitude, b.longitude) for b in city.branches]
        staff_city(places, seed=seed, now=NOW)
        with connection.cursor() as cursor:
            for table, columns in {**dict.fromkeys(WHOLE_ROWS, "*"), **SOME_COLUMNS}.items():
                cursor.execute(
                    f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM (SELECT {columns} FROM {table}) t"
                )
                (found[table],) = cursor.fetchone() or ("",)
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_the_same_seed_fills_every_table_alike() -> None:
    assert fingerprint(7) == fingerprint(7)


@pytest.mark.django_db
def test_another_seed_is_another_city() -> None:
    first, second = fingerprint(7), fingerprint(8)
    assert first["network_household"] != second["network_household"]
    assert first["network_community"] != second["network_community"]


def test_the_plan_does_not_depend_on_the_hash_seed_of_the_process() -> None:
    plans = set()
    for hash_seed in ("0", "1", "12345"):
        done = subprocess.run(
            [sys.executable, "-c", "import django; django.setup(); " + PLAN.format(3)],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "DJANGO_SETTINGS_MODULE": "heating_ops.settings"},
            capture_output=True,
            check=True,
        )
        plans.add(hashlib.sha256(done.stdout).hexdigest())
    assert len(plans) == 1
