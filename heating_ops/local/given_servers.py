"""Servers somebody else runs, named by DATABASE_URL and REDIS_URL: can we use them?"""

from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

from heating_ops.local.problem import Problem

_POSTGRES_SCHEMES = {"postgres", "postgresql", "psql", "pgsql"}


def check_database(url: str) -> None:
    """:raises Problem: DATABASE_URL is malformed, or nobody answers, or we are not let in."""
    try:
        parts = urlsplit(url)
        well_formed = parts.scheme in _POSTGRES_SCHEMES and parts.path.strip("/") and parts.port != 0
    except ValueError:
        well_formed = False
    if not well_formed:
        raise Problem("DATABASE_URL must look like postgresql://user:password@host:5432/database.")
    try:
        psycopg2.connect(urlunsplit(parts._replace(scheme="postgresql")), connect_timeout=5).close()
    except psycopg2.Error as refused:
        raise Problem(f"The database named by DATABASE_URL cannot be used: {_flat(refused)}") from refused


def check_redis(url: str) -> None:
    """:raises Problem: REDIS_URL is malformed, or nobody answers, or we are not let in."""
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as client:
            client.ping()
    except ValueError as malformed:
        raise Problem("REDIS_URL must look like redis://:password@host:6379/0.") from malformed
    except (redis.RedisError, OSError) as refused:
        raise Problem(f"The Redis named by REDIS_URL cannot be used: {_flat(refused)}") from refused


def _flat(error: Exception) -> str:
    """The error's first line; what follows in libpq's are guesses."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
