"""Where the browser finds each of our JavaScript modules."""

from functools import cache

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage

LEAFLET = "vendor/leaflet/leaflet-src.esm.js"
_OF_OTHERS = ["admin/*", "rest_framework/*", "drf_spectacular_sidecar/*", "django_extensions/*"]


def module_addresses() -> dict[str, str]:
    """The import map: ``heating/keys.js`` and, where files carry a hash in their name, the plain address too.

    Modules import each other by relative path; a hashed deployment redirects those paths here, so that neither the
    sources nor the unit tests need to know about hashes.
    """
    return _found() if settings.DEBUG else _kept()


@cache
def _kept() -> dict[str, str]:
    return _found()


def _found() -> dict[str, str]:
    found: dict[str, str] = {}
    for finder in get_finders():
        for inner, storage in finder.list(ignore_patterns=_OF_OTHERS):
            prefix = getattr(storage, "prefix", None)
            path = f"{prefix}/{inner}" if prefix else inner
            if path.startswith("js/") and path.endswith(".js"):
                address = staticfiles_storage.url(path)
                found[f"heating/{path.removeprefix('js/')}"] = address
                plain = f"{settings.STATIC_URL}{path}"
                if address != plain:
                    found[plain] = address
            elif path == LEAFLET:
                found["leaflet"] = staticfiles_storage.url(path)
    return found
