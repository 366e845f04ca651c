"""manage.py read_lines FILE: how budget lines are read, one a line, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from requests import reading


class Command(BaseCommand):
    help = "Read the budget lines of FILE, one a line, and print a JSON object for each; amounts in satang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            lines = file.read_text(encoding="utf-8-sig").splitlines()
        except OSError as refused:
            raise CommandError(f"{file} cannot be read: {refused.strerror}.") from refused
        except UnicodeDecodeError as refused:
            raise CommandError(f"{file} is not UTF-8. Save it as text in UTF-8.") from refused
        # The questions are for whoever wrote the lines.
        with translation.override(settings.LANGUAGE_CODE):
            for line in filter(str.strip, lines):
                self.stdout.write(json.dumps(asdict(reading.read(line)), ensure_ascii=False))
