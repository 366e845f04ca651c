"""Signs a checkpoint whenever a tree has grown. Runs by itself, as the signer's role."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from audit import signing


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="sign now and stop")
        parser.add_argument("--every", type=int, default=10, metavar="SECONDS")

    def handle(self, *args: Any, once: bool, every: int, **options: Any) -> None:
        key = signing.load_key(Path(settings.SIGNER_KEY_FILE))
        if once:
            number = signing.sign_heads(key)
            self.stdout.write(f"Checkpoint {number}" if number else "Nothing has moved since the last checkpoint.")
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_received: stop.set())
        while not stop.wait(every):
            self._sign(key)

    def _sign(self, key: Any) -> None:
        """A database that is away for a moment is no reason to die."""
        try:
            close_old_connections()
            signing.sign_heads(key)
        except OperationalError as error:
            self.stderr.write(f"Not signed this time: {error}")
