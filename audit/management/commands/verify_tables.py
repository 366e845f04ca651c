"""Compares every row that a decision or a baht rests on with the log. Exit status 1 when one is not as it was told."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from audit import tables
from jobs.patience import patient


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tree", metavar="57", help='one province, or "system"; all of them when it is not given')

    def handle(self, *args: Any, tree: str | None, **options: Any) -> None:
        with patient():
            found, erased = tables.verify(tree)
        for one in found:
            self.stdout.write(one.line)
        self.stdout.write(f"{len(found)} findings; {erased} rows were erased on request.")
        if found:
            sys.exit(1)
