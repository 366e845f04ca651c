"""Prints the security log, the newest last, as tab-separated lines; as the owner, removes what is older than ninety days."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from doors import security
from jobs import clock

LEAST_DAYS = 90  # section 26 of the Computer Crime Act


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", metavar="CODE", help="of one province, or “system” for what belongs to none")
        parser.add_argument("--days", type=int, default=7, help="how far back (7)")
        parser.add_argument("--forget-older-than", type=int, metavar="DAYS", help="remove older rows (DB_ROLE=owner)")

    def handle(
        self, *args: Any, province: str | None, days: int, forget_older_than: int | None, **options: Any
    ) -> None:
        if forget_older_than is not None:
            self._forget(forget_older_than)
            return
        since = clock.now() - timedelta(days=days)
        for one in security.events(province).filter(occurred_at__gte=since).reverse().iterator():
            told = [one.occurred_at.isoformat(), one.tree, one.kind, one.person_id, one.seat_id, one.route, one.network]
            self.stdout.write("\t".join("-" if word in (None, "") else str(word) for word in told))

    def _forget(self, days: int) -> None:
        if days < LEAST_DAYS:
            raise CommandError(f"The law asks for {LEAST_DAYS} days at least.")
        before = clock.now() - timedelta(days=days)
        removed, _by_kind = security.events().filter(recorded_at__lt=before).delete()
        self.stdout.write(f"{removed} rows removed")
