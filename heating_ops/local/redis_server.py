"""The embedded Redis: on the loopback address, with a password, every write kept in an append-only file."""

import os
import platform
import shutil
import sysconfig
from pathlib import Path

import redis

from heating_ops.local.account import account_for, give, let_in, make_readable
from heating_ops.local.child import ChildSpec
from heating_ops.local.kept_secrets import kept_secret
from heating_ops.local.ports import free_port
from heating_ops.local.problem import Problem

_CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir ./
appendonly {appendonly}
appendfsync everysec
save {save}
maxmemory-policy noeviction
daemonize no
"""


class EmbeddedRedis:
    """A Redis server whose files lie in ``folder``."""

    def __init__(self, folder: Path, *, log_file: Path, durable: bool = True) -> None:
        """:param durable: False keeps nothing on disk; for tests only."""
        self.folder = folder
        self.log_file = log_file
        self.durable = durable
        self.port = free_port()

    @property
    def url(self) -> str:
        """The application's REDIS_URL."""
        return f"redis://:{self._password()}@127.0.0.1:{self.port}/0"

    def prepare(self) -> ChildSpec:
        """Write the configuration, and say how the server is run.

        :raises Problem: there is no Redis server for this machine
        """
        program = find_program()
        data = self.folder / "data"
        account = account_for(data)
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        let_in(account, self.folder)
        make_readable(account, program)
        give(account, data)
        configuration = data / "redis.conf"
        configuration.unlink(missing_ok=True)
        configuration.touch(mode=0o600)
        configuration.write_text(
            _CONFIGURATION.format(
                port=self.port,
                password=self._password(),
                appendonly="yes" if self.durable else "no",
                save="900 1 60 10000" if self.durable else '""',
            )
        )
        if account:
            os.chown(configuration, account.uid, account.gid)
        return ChildSpec(
            name="redis",
            command=[str(program), str(configuration)],
            log_file=self.log_file,
            cwd=data,
            account=account,
            stage=1,
            stop_within=15,
        )

    def is_ready(self) -> bool:
        """Whether the server answers; a large append-only file takes a while to load."""
        with redis.Redis.from_url(self.url, socket_timeout=5) as client:
            try:
                client.ping()
            except redis.RedisError:
                return False
        return True

    def _password(self) -> str:
        return kept_secret(self.folder / "password")


def find_program() -> Path:
    """The server's program: the one out of the wheel, else the system's Redis or Valkey.

    :raises Problem: there is none
    """
    ours = Path(sysconfig.get_path("scripts")) / "redis-server"
    if ours.exists():
        return ours
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Problem(
        f"There is no embedded Redis for this machine ({platform.machine()}): "
        "install redis-server or valkey-server, or set REDIS_URL."
    )
