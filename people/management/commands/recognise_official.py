"""manage.py recognise_official: the first two officials of a province, by a written protocol; afterwards these two recognise."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.errors import Conflict
from people import services
from people.actors import Actor
from people.models import Seat


class Command(BaseCommand):
    help = "Recognise one of the first two officials of a province by a protocol that was written down and signed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--province", required=True, help="two digits, such as 57")
        parser.add_argument("--username", required=True, help="whom; they have taken up their seat")
        parser.add_argument("--protocol", required=True, help="where, when, and who was there; it is kept on record")

    def handle(self, *_args: Any, **options: Any) -> None:
        rows = Seat.objects.current().filter(organisation__province=options["province"])
        seat = rows.filter(person__username=options["username"]).order_by("pk").first()
        if seat is None:
            raise CommandError("Nobody of this name holds a seat in this province today.")
        try:
            services.recognise_by_protocol(seat.pk, protocol=options["protocol"], actor=Actor.system())
        except (Conflict, ValidationError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"recognised: {seat.person} · {seat}")
