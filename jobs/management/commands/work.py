"""Runs job rows in this one process: the background worker of an installation without Redis."""

from __future__ import annotations

import signal
import time
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from jobs import services, tasks

POLL_SECONDS = 0.5
SWEEP_SECONDS = 10


class Command(BaseCommand):
    help = "Run background work until stopped, or with --until-idle until nothing is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="run everything due, then exit")

    def handle(self, *args: Any, until_idle: bool, **options: Any) -> None:
        if until_idle:
            self.stdout.write(f"{services.run_due()} jobs run")
        else:
            work_until(_stop_signal())


def work_until(stop: Event) -> None:
    """Poll twice a second, sweep every ten seconds; a database that is away is waited for."""
    next_sweep = 0.0
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() >= next_sweep:
                tasks.sweep()
                next_sweep = time.monotonic() + SWEEP_SECONDS
            _run_some(stop)
        except OperationalError:
            stop.wait(1)


def _run_some(stop: Event) -> None:
    ids = services.due_ids()
    for job_id in ids:
        if not stop.is_set():
            tasks.run_job(job_id)
    if not ids:
        stop.wait(POLL_SECONDS)


def _stop_signal() -> Event:
    """The job under way is finished first; what remains stays a row."""
    stop = Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    return stop
