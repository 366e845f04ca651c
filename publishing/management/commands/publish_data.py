"""Writes the open data of all provinces as files, as the pages serve them: into a fresh folder, which is then moved into place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from publishing import folder as writing


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            for done in writing.publish(folder):
                self.stdout.write(f"{done.province}: {done.files} files, {done.size_bytes} bytes, made at {done.made}")
        except writing.NotOurs as error:
            raise CommandError(str(error)) from error
