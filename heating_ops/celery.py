"""The Celery app: background work, and a clock in every worker.

The timers' sweep is a worker bootstep, so N workers are N clocks and the
broker is not in the path of a deadline (``docs/adr/0005``).
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heating_ops.settings")
app = Celery("heating_ops")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

from heating_ops.chores import ChoresStep  # noqa: E402 - needs the app's settings
from heating_ops.timers.bootstep import SweepStep  # noqa: E402

app.steps["worker"].add(SweepStep)
app.steps["worker"].add(ChoresStep)
