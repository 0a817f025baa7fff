"""The same database and the same interpreter; no applications, no middleware, no rules."""

from heating_ops.settings import ALLOWED_HOSTS, DATABASES, SECRET_KEY, TIME_ZONE, USE_TZ, WEB_THREADS

__all__ = ["ALLOWED_HOSTS", "DATABASES", "SECRET_KEY", "TIME_ZONE", "USE_TZ", "WEB_THREADS"]

ROOT_URLCONF = "bench.bare.urls"
INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
USE_I18N = False
