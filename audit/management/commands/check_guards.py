"""Compares the triggers, functions and rights in the database with what is committed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from audit import guards


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", action="store_true", help="write guards.lock from this database")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        with connection.cursor() as cursor:
            if write:
                lines = guards.committed(guards.actual(cursor))
                guards.LOCK.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            found = guards.differences(cursor)
        if found:
            raise CommandError("The guards of the database are not as committed:\n" + "\n".join(found))
        self.stdout.write("The guards are as committed.")
