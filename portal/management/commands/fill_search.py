"""Takes up all that can be found in public; a job does so too, a minute after a database was brought up."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.finding import catching_up


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{catching_up.whole()} provinces taken up.")
