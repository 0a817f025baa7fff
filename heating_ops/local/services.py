"""Embedded PostgreSQL and Redis for whoever needs them: the system, its tests and its benchmarks."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from heating_ops.local.child import Child, ChildSpec, stop_together
from heating_ops.local.data_folder import MARK, held
from heating_ops.local.postgres_server import EmbeddedPostgres
from heating_ops.local.problem import Problem, last_words
from heating_ops.local.redis_server import EmbeddedRedis

#: Seconds a server may take to recover from a crash before the start is given up.
START_WITHIN = 120.0


class Server(Protocol):
    """An embedded server."""

    @property
    def url(self) -> str:
        """Where the application reaches it."""
        ...

    def prepare(self) -> ChildSpec:
        """Make its files if need be, and say how it is run."""
        ...

    def is_ready(self) -> bool:
        """Whether it can be used."""
        ...


@dataclass(frozen=True)
class ServiceUrls:
    """What the application's environment needs."""

    database_url: str
    redis_url: str

    def as_environment(self) -> dict[str, str]:
        """The two environment variables."""
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


def postgres_in(folder: Path, *, durable: bool = True) -> EmbeddedPostgres:
    """The PostgreSQL of the data folder."""
    return EmbeddedPostgres(folder / "postgres", log_file=folder / "log" / "postgres.log", durable=durable)


def redis_in(folder: Path, *, durable: bool = True) -> EmbeddedRedis:
    """The Redis of the data folder."""
    return EmbeddedRedis(folder / "redis", log_file=folder / "log" / "redis.log", durable=durable)


@contextmanager
def embedded_services(folder: Path, *, durable: bool = True) -> Iterator[ServiceUrls]:
    """Run both servers with their files in ``folder`` for as long as the block lasts.

    :param durable: False for tests: fast, and lost when the machine crashes
    :raises Problem: they cannot be started, or somebody else uses the folder
    """
    folder = folder.resolve()
    with held(folder):
        postgres, redis = postgres_in(folder, durable=durable), redis_in(folder, durable=durable)
        servers: list[Server] = [postgres, redis]
        children: list[Child] = []
        try:
            for server in servers:
                children.append(start(server.prepare(), folder))
            for server, child in zip(servers, children, strict=True):
                wait_until_ready(server, child, _just_wait)
            yield ServiceUrls(postgres.url, redis.url)
        finally:
            stop_together(children)


def start(spec: ChildSpec, folder: Path) -> Child:
    """Start one program as part of the system in ``folder``."""
    return Child(spec, {MARK: str(folder)})


def wait_until_ready(server: Server, child: Child, wait: Callable[[Callable[[], bool]], bool]) -> None:
    """Return once the server can be used.

    :param wait: waits until something is so, and says whether it was in time
    :raises Problem: it ended, or took too long
    """
    in_time = wait(lambda: child.ended() is not None or server.is_ready())
    if not in_time or child.ended() is not None:
        words = last_words(child.spec.log_file.read_text(errors="replace"))
        raise Problem(f"{child.spec.name} did not start (see {child.spec.log_file}): {words}")


def _just_wait(reached: Callable[[], bool]) -> bool:
    give_up_at = time.monotonic() + START_WITHIN
    while not reached():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.03)
    return True
