"""Writes the published log as files: checkpoints, hash tiles, keys and the trust policy, for any web server or memory stick."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit import publishing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--entries", action="store_true", help="the events too: only for who may read the log")

    def handle(self, *args: Any, folder: Path, entries: bool, **options: Any) -> None:
        try:
            for done in publishing.publish(folder, entries=entries):
                self.stdout.write(f"{done.tree}: {done.size} events, {done.written} files written")
        except publishing.Inconsistent as error:
            raise CommandError(f"{error} Nothing of this tree was published.") from error
