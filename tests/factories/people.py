"""Who acts: the world's people in their seats, and its organisations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from jobs import clock
from people.actors import Actor
from people.models import Organisation, Seat
from privacy import services as privacy
from privacy.models import DataRequest
from programmes import services as programmes
from programmes.models import Call, CostNorm
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


def norm(
    code: str = "TENT", *, cap: int | None = 500_00, valid_from: date = date(2025, 10, 1), **told: Any
) -> CostNorm:
    """What the secretariat of Chiang Rai finds customary."""
    usual = {"name_th": "ค่าเช่าเต็นท์", "unit": "หลัง/วัน", "regulation": "ประกาศจังหวัด 1/2569", "words": "เต็นท์"}
    terms = programmes.Terms(code=code, cap=cap, valid_from=valid_from, **{**usual, **told})
    return programmes.set_norm("57", terms=terms, actor=actor("secretariat"))


def call(closes_on: date = date(2026, 12, 31), **told: Any) -> Call:
    """A call of Chiang Rai, opened by its secretariat on the day that the clock shows."""
    terms = {"title": "รอบฝุ่นควัน", "fiscal_year": 2569, "opens_on": clock.today(), "closes_on": closes_on, **told}
    return programmes.add_call("57", **terms, actor=actor("secretariat"))


def call_that_is_over() -> Call:
    """It was open for a week, which has passed."""
    with clock.at(clock.now() - timedelta(days=30)):
        return call(closes_on=clock.today() + timedelta(days=7))


def agency(name: str, province: str = "57") -> Organisation:
    return Organisation.objects.get(name_th=name, province=province)
