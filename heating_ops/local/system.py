"""The application's processes as children of this machine's supervisor."""

import sys
from collections.abc import Mapping

from heating_ops.local.child import ChildSpec
from heating_ops.local.processes import BEAT, PREPARE, WORKER, web
from heating_ops.local.wishes import PROJECT, Wishes


def prepare_spec(wishes: Wishes, environment: Mapping[str, str]) -> ChildSpec:
    """What brings the database up to date before anything else is started."""
    # Building an index may take longer than a page is allowed to.
    patience = {"STATEMENT_TIMEOUT": "0", "LOCK_TIMEOUT": "30s"}
    return _spec("prepare", PREPARE, wishes, {**environment, **patience}, stage=2)


def application_specs(wishes: Wishes, environment: Mapping[str, str]) -> list[ChildSpec]:
    """The background worker, the clock of the periodic jobs, and the pages."""
    for kept in ("beat", "static"):
        (wishes.folder / kept).mkdir(exist_ok=True)
    return [
        _spec("worker", WORKER, wishes, environment, stage=2),
        _spec("beat", BEAT, wishes, environment, stage=2),
        _spec("web", web(wishes.host, wishes.port), wishes, environment, stage=3),
    ]


def _spec(
    name: str, after_python: list[str], wishes: Wishes, environment: Mapping[str, str], *, stage: int
) -> ChildSpec:
    return ChildSpec(
        name=name,
        command=[sys.executable, *after_python],
        log_file=wishes.folder / "log" / f"{name}.log",
        stage=stage,
        env=environment,
        cwd=PROJECT,
        stop_within=15,
    )
