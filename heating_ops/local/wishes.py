"""What the person who starts the system asked for, checked before anything is started."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from heating_ops.local.ports import check_can_listen
from heating_ops.local.problem import Problem

PROJECT = Path(__file__).resolve().parents[2]
_ALL_ADDRESSES = {"0.0.0.0", "::"}  # noqa: S104 - only compared


@dataclass(frozen=True)
class Wishes:
    """The environment's words for this start."""

    host: str
    port: int
    folder: Path
    database_url: str | None
    redis_url: str | None
    demo: bool

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the system."""
        host = "127.0.0.1" if self.host in _ALL_ADDRESSES else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def is_open_to_others(self) -> bool:
        """Whether other machines can reach it."""
        return not (self.host == "localhost" or self.host == "::1" or self.host.startswith("127."))


def data_folder(environment: Mapping[str, str]) -> Path:
    """VAR_DIR, absolute; ``var`` beside manage.py unless told otherwise."""
    return Path(environment.get("VAR_DIR") or PROJECT / "var").expanduser().resolve()


def read_wishes(environment: Mapping[str, str]) -> Wishes:
    """:raises Problem: a value makes no sense."""
    return Wishes(
        host=environment.get("HOST") or "127.0.0.1",
        port=_port(environment.get("PORT") or "8000"),
        folder=data_folder(environment),
        database_url=environment.get("DATABASE_URL") or None,
        redis_url=environment.get("REDIS_URL") or None,
        demo=_yes_or_no("DEMO", environment.get("DEMO") or "1"),
    )


def check_address(wishes: Wishes) -> None:
    """:raises Problem: the web address is taken or not ours."""
    check_can_listen(wishes.host, wishes.port)


def names_we_answer_to(wishes: Wishes) -> list[str]:
    """The Host headers a browser may come with, for ALLOWED_HOSTS."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if wishes.is_open_to_others:
        names += [socket.gethostname(), *_own_addresses()]
    if wishes.host not in _ALL_ADDRESSES:
        names.append(f"[{wishes.host}]" if ":" in wishes.host else wishes.host)
    return list(dict.fromkeys(names))


def _own_addresses() -> list[str]:
    """This machine's IPv4 addresses, as far as it knows them."""
    found = []
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        pass  # the machine's name is in no table
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        try:
            outward.connect(("192.0.2.1", 9))  # sends nothing; the kernel picks the address it would send from
            found.append(outward.getsockname()[0])
        except OSError:
            pass  # no network
    return found


def _port(words: str) -> int:
    if not words.isascii() or not words.isdigit() or not 1 <= int(words) <= 65535:
        raise Problem(f"PORT must be a number from 1 to 65535, not {words!r}.")
    return int(words)


def _yes_or_no(name: str, words: str) -> bool:
    answers = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if words.lower() not in answers:
        raise Problem(f"{name} must be 1 or 0, not {words!r}.")
    return answers[words.lower()]
