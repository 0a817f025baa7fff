"""What the system consists of: the one place that says how each process is started.

``manage.py up`` starts these on one machine, ``docker-compose.yml`` on many;
a test holds the two together. Each is what follows the Python interpreter.
"""

APPLICATION = "heating_ops.asgi:application"

#: Brings the database up to date, one at a time, and loads the demo city where that is wanted.
PREPARE = ["manage.py", "prepare"]

_CELERY = ["-m", "celery", "-A", "heating_ops.celery"]

#: Background work, and a clock of the deadlines in each.
WORKER = [*_CELERY, "worker", "--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"]

#: Periodic jobs; two of them are harmless.
BEAT = [*_CELERY, "beat", "--loglevel=INFO", "--pidfile="]


def web(host: str, port: int) -> list[str]:
    """Two web workers behind one address."""
    return [
        *("-m", "heating_ops.serving", APPLICATION),
        *("--host", host, "--port", str(port), "--workers", "2"),
    ]
