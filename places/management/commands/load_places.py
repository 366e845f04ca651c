from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from places import services


class Command(BaseCommand):
    help = "Load every province, district and sub-district of Thailand and the certain holidays; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = services.load()
        if options["verbosity"] > 0:
            self.stdout.write(
                f"{loaded.provinces} provinces, {loaded.districts} districts, "
                f"{loaded.subdistricts} sub-districts, {loaded.holidays} holidays"
            )
