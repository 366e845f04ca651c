"""Writes the audit bundle of one province (or of the system) for verify_audit.py."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit import bundle
from jobs.patience import patient


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", required=True, metavar="57", help='two-digit code, or "system"')
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")

    def handle(self, *args: Any, province: str, out: Path, **options: Any) -> None:
        try:
            with patient():
                size = bundle.export(province, out)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{size} events written to {out}")
