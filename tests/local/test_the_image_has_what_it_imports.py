"""What runs in production needs nothing beyond its own lock file; the tests' environment holds more."""

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

#: Taken along only where something else has brought them.
_WELCOME_BUT_NOT_NEEDED = {"greenlet", "setuptools"}

_EVERYTHING_LOADED = """
import importlib.metadata, sys
import heating_ops.asgi, heating_ops.celery
import kombu.transport.redis, celery.bin.worker, celery.apps.beat, celery.concurrency.prefork
import uvicorn.loops.uvloop, uvicorn.protocols.http.httptools_impl
import uvicorn.protocols.websockets.websockets_sansio_impl
from django.urls import get_resolver
get_resolver().url_patterns
tops = {name.partition(".")[0] for name, module in list(sys.modules.items()) if getattr(module, "__file__", None)}
owners = importlib.metadata.packages_distributions()
print(*sorted({owner for top in tops for owner in owners.get(top, [])}))
"""


def test_the_production_lock_file_has_every_package_that_is_imported() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", _EVERYTHING_LOADED], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert loaded.returncode == 0, loaded.stderr
    used = {_normal(name) for name in loaded.stdout.split()}
    text = (PROJECT / "requirements" / "base.txt").read_text()
    locked = {_normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}
    assert used - locked - _WELCOME_BUT_NOT_NEEDED == set()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
