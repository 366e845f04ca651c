"""Signs a checkpoint whenever a tree has grown. Runs by itself, as the signer's role."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, close_old_connections

from audit import restarting, signing, stamping
from audit.memory import Memory
from audit.witnessing import Asking


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="sign now and stop")
        parser.add_argument("--every", type=int, default=10, metavar="SECONDS")
        parser.add_argument(
            "--begin-again",
            metavar="TREE",
            help="after two persons have opened the log again: sign this tree as it stands, under a new name",
        )

    def handle(self, *args: Any, once: bool, every: int, begin_again: str | None, **options: Any) -> None:
        key = signing.load_key(Path(settings.SIGNER_KEY_FILE))
        memory = Memory(Path(settings.SIGNER_MEMORY_FILE))
        if begin_again:
            return self._begin_again(memory, begin_again)
        if once:
            return self._once(key, memory)
        return self._go_on(key, memory, every)

    def _once(self, key: Ed25519PrivateKey, memory: Memory) -> None:
        asking = Asking(key)
        asking.compare(memory)
        number = signing.sign_heads(key, memory)
        asking.ask()
        stamping.stamp()
        self.stdout.write(f"Checkpoint {number}" if number else "Nothing has moved since the last checkpoint.")

    def _go_on(self, key: Ed25519PrivateKey, memory: Memory, every: int) -> None:
        """At once, and then every so often: a database that was restored is found before much is written to it."""
        stop, asking = threading.Event(), Asking(key)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_received: stop.set())
        self._safely(asking.compare, memory)
        while True:
            self._safely(signing.sign_heads, key, memory)
            self._safely(asking.ask)
            self._safely(stamping.stamp)
            if stop.wait(every):
                return

    def _safely(self, step: Callable[..., object], *given: object) -> None:
        """A database that is away for a moment is no reason to die."""
        try:
            close_old_connections()
            step(*given)
        except OperationalError as error:
            self.stderr.write(f"Not signed this time: {error}")

    def _begin_again(self, memory: Memory, tree: str) -> None:
        try:
            origin = restarting.begin_again(tree, memory)
        except restarting.Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Tree {tree} is signed as it stands, under the name {origin}. Tell its witnesses.")
