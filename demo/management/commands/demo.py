"""manage.py demo: three provinces in every state, made by the services themselves, once."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from demo import accounts, building, second_factor
from jobs import services as jobs
from portal.finding import catching_up


class Command(BaseCommand):
    help = "Fill an empty database with the demo; where it is already, nothing changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=2568, help="another seed, another demo")
        parser.add_argument("--accounts", action="store_true", help="only show whom to sign in as, and how")
        parser.add_argument("--code", action="store_true", help="only say the demo's second factor of this half minute")
        parser.add_argument("--render", action="store_true", help="make the papers now; else the worker does")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["code"]:
            self.stdout.write(second_factor.code())
            return
        if options["accounts"]:
            self._show_accounts()
            return
        if building.is_there():
            self.stdout.write("demo: it is there already; nothing was changed")
            return
        self._build(options["seed"])
        if options["render"]:
            self.stdout.write(f"demo: {jobs.run_due()} jobs done")

    def _build(self, seed: int) -> None:
        began = time.monotonic()
        try:
            digest = building.build(seed, lambda text: self.stdout.write(f"demo: {text}"))
        except building.OtherData as refused:
            raise CommandError(str(refused)) from refused
        # Whoever opens the demo at once finds what there is: the worker has a hundred papers to make first.
        catching_up.whole()
        states = ", ".join(f"{state} {count}" for state, count in building.counts().items())
        self.stdout.write(f"demo: {states}")
        self.stdout.write(f"demo: digest {digest}, {time.monotonic() - began:.0f} s")

    def _show_accounts(self) -> None:
        second_factor.bring_up_to_date()
        with translation.override("th"):
            self.stdout.write(f"{accounts.table()}\n\n  {second_factor.told()}")
