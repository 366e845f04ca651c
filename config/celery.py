"""The Celery application: a messenger for job rows, used only where REDIS_URL is set."""

from __future__ import annotations

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("thunklang", broker=settings.REDIS_URL or "memory://")
app.conf.update(
    task_ignore_result=True,
    # The row is the truth: a message may be lost, so nothing is gained by keeping it until the work is done.
    task_acks_late=False,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    # Nobody who saves a page waits for a broker that is away: one more try, then the sweep will do it.
    broker_transport_options={
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
    },
    beat_schedule={"sweep": {"task": "jobs.tasks.sweep", "schedule": 10.0}},
    beat_schedule_filename=str(settings.VAR_DIR / "beat"),
    worker_hijack_root_logger=False,
    timezone=settings.TIME_ZONE,
    enable_utc=True,
)
