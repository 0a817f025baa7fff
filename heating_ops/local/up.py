"""``manage.py up``: the whole system on one machine, until somebody stops it."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from heating_ops.local.console import complain, say
from heating_ops.local.data_folder import held, leave_notes
from heating_ops.local.given_servers import check_database, check_redis
from heating_ops.local.health import Health
from heating_ops.local.kept_secrets import kept_secret
from heating_ops.local.problem import Problem, last_words
from heating_ops.local.services import START_WITHIN, Server, postgres_in, redis_in, wait_until_ready
from heating_ops.local.sign_ins import read_sign_ins
from heating_ops.local.supervisor import Stopped, Supervisor
from heating_ops.local.system import application_specs, prepare_spec
from heating_ops.local.wishes import Wishes, check_address, names_we_answer_to, read_wishes

#: Seconds within which the pages must answer after the processes were started.
_WELL_WITHIN = 60.0


def main(arguments: Sequence[str]) -> int:
    """Start the system and look after it; the exit code."""
    parser = argparse.ArgumentParser(prog="manage.py up", description="Start the whole system on this machine.")
    parser.add_argument("--services-only", action="store_true", help="only PostgreSQL and Redis, for tests and tools")
    only_services = bool(parser.parse_args(arguments).services_only)
    try:
        wishes = read_wishes(os.environ)
        with held(wishes.folder):
            _run(wishes, only_services=only_services)
    except Problem as problem:
        complain(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130  # before anything was started
    return 0


def _run(wishes: Wishes, *, only_services: bool) -> None:
    if not only_services:
        check_address(wishes)
    supervisor = Supervisor(wishes.folder)
    try:
        environment = _environment(wishes) | _servers(supervisor, wishes)
        leave_notes(wishes.folder, {"ADDRESS": wishes.address, **_for_other_terminals(environment)})
        if only_services:
            print(f"export DATABASE_URL='{environment['DATABASE_URL']}' REDIS_URL='{environment['REDIS_URL']}'")
            say("up", "PostgreSQL and Redis are running. Ctrl-C stops them.")
        else:
            _start_application(supervisor, wishes, environment)
        supervisor.wait_until(lambda: False)
    except Stopped:
        say("up", "stopping")
    finally:
        supervisor.stop_all()
    say("up", "stopped")


def _servers(supervisor: Supervisor, wishes: Wishes) -> dict[str, str]:
    """Start the servers nobody gave us, and check those we were given."""
    say("up", f"starting in {wishes.folder}")
    urls = {}
    if wishes.database_url:
        check_database(wishes.database_url)
    if wishes.redis_url:
        check_redis(wishes.redis_url)
    wanted: list[tuple[str, str | None, Callable[[Path], Server]]] = [
        ("DATABASE_URL", wishes.database_url, postgres_in),
        ("REDIS_URL", wishes.redis_url, redis_in),
    ]
    for name, given, embedded_in in wanted:
        if given:
            urls[name] = given
            continue
        server = embedded_in(wishes.folder)
        child = supervisor.keep(server.prepare())
        wait_until_ready(server, child, lambda ready: supervisor.wait_until(ready, within=START_WITHIN))
        urls[name] = server.url
    return urls


def _start_application(supervisor: Supervisor, wishes: Wishes, environment: dict[str, str]) -> None:
    supervisor.run_to_end(prepare_spec(wishes, environment))
    for spec in application_specs(wishes, environment):
        supervisor.keep(spec)
    health = Health(wishes.address)
    supervisor.wait_until(lambda: health.is_good() or supervisor.falling() is not None, within=_WELL_WITHIN)
    if fallen := supervisor.falling():
        words = last_words(fallen.spec.log_file.read_text(errors="replace"))
        raise Problem(f"{fallen.spec.name} does not stay up (see {fallen.spec.log_file}): {words}")
    if not health.answers:
        raise Problem(f"The pages do not work (see {wishes.folder / 'log' / 'web.log'}): {health.words}")
    if not health.good:
        say("up", f"running, but not well: {wishes.address}/healthz says {health.words}")
    _announce(wishes)


def _announce(wishes: Wishes) -> None:
    print(f"\nThe system is running at {wishes.address}/\n")
    if wishes.demo and (people := read_sign_ins(wishes.folder)):
        print("Sign in as one of the demo city's people:")
        for person in people:
            print(f"  {person.role:<14} {person.username:<14} {person.password}")
        if wishes.is_open_to_others:
            print("Everybody who can reach this machine can sign in with these: DEMO=0 starts without them.")
        print()
    print(f"Logs: {wishes.folder / 'log'}   Stop: Ctrl-C\n", flush=True)


def _environment(wishes: Wishes) -> dict[str, str]:
    """What the application's processes find in their environment beside ours."""
    return {
        "SECRET_KEY": os.environ.get("SECRET_KEY") or kept_secret(wishes.folder / "secret_key"),
        "ALLOWED_HOSTS": os.environ.get("ALLOWED_HOSTS") or ",".join(names_we_answer_to(wishes)),
        "VAR_DIR": str(wishes.folder),
        "DEMO": "1" if wishes.demo else "0",
        "PYTHONUNBUFFERED": "1",
    }


def _for_other_terminals(environment: dict[str, str]) -> dict[str, str]:
    return {name: environment[name] for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY")}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
