"""Seals every second factor anew under the first of FACTOR_KEYS: after it the others may be taken away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people import factors
from people.sealing import Unreadable


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = factors.reseal_all()
        except Unreadable as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from None
        self.stdout.write(f"{count} sealed under the first key")
