"""Whom the embedded servers run as.

PostgreSQL refuses to run as root. Started by root, both servers run as the
owner of their data, else as a locked system account of their own. Where the
clone lies under a folder only root may enter, that one account is let through,
by an access list where the file system has them: nobody else gains anything.
"""

import errno
import os
import pwd
import shutil
import stat
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

from heating_ops.local.problem import Problem, last_words

ACCOUNT_NAME = "heating-ops"

_ACL = "system.posix_acl_access"
_VERSION = 2
_ENTRY = struct.Struct("<HHI")
_OWNER, _USER, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_NOBODY_IN_PARTICULAR = 0xFFFFFFFF
_ENTER = 0o1


@dataclass(frozen=True)
class Account:
    """A system account that is not root."""

    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """Whom to run a server as that keeps its files in ``data``; None means: as ourselves.

    :raises Problem: root, and no account can be made
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    return _own_account()


def _own_account() -> Account:
    commands = [
        ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        + ["--shell", "/usr/sbin/nologin", ACCOUNT_NAME],
        ["adduser", "-S", "-D", "-H", ACCOUNT_NAME],
    ]
    reason = "neither useradd nor adduser is installed"
    for command in [[], *commands]:
        if command and shutil.which(command[0]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            reason = last_words(done.stderr)
        try:
            found = pwd.getpwnam(ACCOUNT_NAME)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid)
    raise Problem(
        f"PostgreSQL does not run as root, and its account {ACCOUNT_NAME!r} could not be made ({reason}): "
        "start as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )


def let_in(account: Account | None, folder: Path) -> None:
    """Make sure the account may enter ``folder``, whatever folders lie above it.

    :raises Problem: it may not, and cannot be let
    """
    if account is None or _may_enter(account, folder):
        return
    for above in [*reversed(folder.resolve().parents), folder.resolve()]:
        if not _mode_lets_in(account, above.stat()):
            _grant_entry(account, above)
    if not _may_enter(account, folder):
        raise Problem(f"The account {account.uid} of the database may not enter {folder}: put VAR_DIR elsewhere.")


def make_readable(account: Account | None, program: Path, *, whole_folder: Path | None = None) -> None:
    """Make sure the account may run ``program`` (out of ``whole_folder``), though a strict umask installed it."""
    let_in(account, program.parent)
    if account is None or _succeeds(account, ["test", "-r", str(program), "-a", "-x", str(program)]):
        return
    for path in [program, *(whole_folder.rglob("*") if whole_folder else [])]:
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode):
            path.chmod(mode | 0o044 | (0o011 if mode & stat.S_IXUSR else 0))


def give(account: Account | None, folder: Path) -> None:
    """Make ``folder`` if need be, for the account's eyes only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account is not None and folder.stat().st_uid != account.uid:
        os.chown(folder, account.uid, account.gid)


def _may_enter(account: Account, folder: Path) -> bool:
    return _succeeds(account, ["test", "-x", str(folder)])


def _succeeds(account: Account, command: list[str]) -> bool:
    done = subprocess.run(command, user=account.uid, group=account.gid, extra_groups=[], cwd="/", check=False)
    return done.returncode == 0


def _mode_lets_in(account: Account, found: os.stat_result) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _grant_entry(account: Account, folder: Path) -> None:
    mode = folder.stat().st_mode
    try:
        os.setxattr(folder, _ACL, _list_with_entry(folder, account.uid, mode))
    except OSError as refused:
        if refused.errno not in (errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EINVAL):
            raise
        folder.chmod(mode | stat.S_IXOTH)  # a file system without access lists


def _list_with_entry(folder: Path, uid: int, mode: int) -> bytes:
    """The folder's POSIX access list, with the right to pass through added for one user."""
    try:
        raw = os.getxattr(folder, _ACL)
        entries = {(tag, who): rights for tag, rights, who in _ENTRY.iter_unpack(raw[4:])}
    except OSError:
        rights = {_OWNER: mode >> 6 & 7, _GROUP: mode >> 3 & 7, _OTHER: mode & 7}
        entries = {(tag, _NOBODY_IN_PARTICULAR): right for tag, right in rights.items()}
    mask = (_MASK, _NOBODY_IN_PARTICULAR)
    entries[mask] = entries.get(mask, entries[(_GROUP, _NOBODY_IN_PARTICULAR)]) | _ENTER
    entries[(_USER, uid)] = entries.get((_USER, uid), 0) | _ENTER
    packed = b"".join(_ENTRY.pack(tag, right, who) for (tag, who), right in sorted(entries.items()))
    return struct.pack("<I", _VERSION) + packed
