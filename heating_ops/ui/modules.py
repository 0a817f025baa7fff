"""Where the browser finds each of our JavaScript modules."""

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import Storage

LEAFLET = "vendor/leaflet/leaflet-src.esm.js"


def module_addresses(finders: Iterable[BaseFinder], storage: Storage) -> dict[str, str]:
    """The import map: ``heating/keys.js`` and, where files carry a hash in their name, the plain address too.

    Modules import each other by relative path; a hashed deployment redirects those paths here, so that neither the
    sources nor the unit tests need to know about hashes.
    """
    if settings.DEBUG:
        return _addresses(finders, storage)
    return _kept_addresses(storage)


@cache
def _kept_addresses(storage: Storage) -> dict[str, str]:
    from django.contrib.staticfiles.finders import get_finders

    return _addresses(get_finders(), storage)


def _addresses(finders: Iterable[BaseFinder], storage: Storage) -> dict[str, str]:
    found: dict[str, str] = {}
    for finder in finders:
        for path, _origin in finder.list(ignore_patterns=["admin/*", "rest_framework/*", "drf_spectacular_sidecar/*"]):
            if path.startswith("js/") and path.endswith(".js"):
                address = storage.url(path)
                found[f"heating/{path.removeprefix('js/')}"] = address
                plain = f"{settings.STATIC_URL}{path}"
                if address != plain and plain.startswith("/"):
                    found[plain] = address
            elif path == LEAFLET:
                found["leaflet"] = storage.url(path)
    return found
