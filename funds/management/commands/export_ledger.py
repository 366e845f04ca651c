"""Writes a fund's books for hledger, beancount or a spreadsheet."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from funds.exports import FORMATS
from funds.exports.book import Book
from funds.models import Fund
from jobs.patience import patient


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fund", required=True, metavar="CODE")
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--out", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, fund: str, format: str, out: Path, **options: Any) -> None:
        found = Fund.objects.filter(code=fund).first()
        if found is None:
            known = ", ".join(Fund.objects.order_by("code").values_list("code", flat=True)) or "none"
            raise CommandError(f"There is no fund {fund}. Funds here: {known}.")
        with patient(), out.open("wb") as file:
            FORMATS[format](Book(found), file)
        self.stdout.write(f"Books of {fund} written to {out}")
