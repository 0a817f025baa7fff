"""Secrets made once and kept in the data folder, readable by nobody else."""

import os
import secrets
from pathlib import Path


def kept_secret(file: Path) -> str:
    """The secret in ``file``, made at random the first time (384 bits, URL-safe)."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if kept := file.read_text(encoding="ascii").strip():
            return kept
        handle = os.open(file, os.O_WRONLY | os.O_TRUNC)  # a start was cut off between making and writing
    secret = secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(secret)
        opened.flush()
        os.fsync(opened.fileno())
    return secret
