"""Who acts: the world's people in their seats, and its organisations."""

from __future__ import annotations

from django.db.models import QuerySet

from people.actors import Actor
from people.models import Organisation, Seat
from privacy import services as privacy
from privacy.models import DataRequest
from tests.world import SEATS
from wiring.written import Written

FUND = "กองทุนกลางจังหวัดเชียงราย"


def _seats(username: str) -> QuerySet[Seat]:
    held = Seat.objects.filter(person__username=username)
    return held.select_related("organisation__province", "person").order_by("pk")


SEATS_OF = Written(_seats, username=str)


def actor(username: str) -> Actor:
    """In their oldest seat."""
    return Actor.in_seat(SEATS_OF(username=username)[0])


def everybody() -> dict[str, Actor]:
    """The people of the world by their names, asked for at once."""
    seats = Seat.objects.select_related("organisation__province", "person").filter(person__username__in=SEATS)
    found = {seat.person.username: seat for seat in seats if seat.person}
    assert len(found) == len(seats) == len(SEATS)
    return {name: Actor.in_seat(found[name]) for name in SEATS}


def data_request(by: str = "somsri", kind: str = "erasure") -> DataRequest:
    """What somebody asks the secretariat about their own data."""
    return privacy.ask(kind=kind, text="ลบเบอร์โทรของฉัน", actor=actor(by))


def agency(name: str, province: str = "57") -> Organisation:
    return Organisation.objects.get(name_th=name, province=province)
