"""Who is recognised, and whose seats are confirmed: two officials by protocol, everybody else through these two."""

from __future__ import annotations

from demo.cast import Cast
from people import services
from people.actors import Actor
from people.kinds import BINDING
from people.models import OrganisationKind, Seat

# The chair of one amphoe committee of each province; beside the secretariat its first official.
FIRST = {"57": "muang57", "56": "muang56", "58": "sariang58"}
PROTOCOL = "บันทึกการยืนยันตัว ลงนามต่อหน้าพยานสองคน ณ ศาลากลางจังหวัด (สมมติ)"
BASIS = "มติที่ประชุมก่อตั้งกองทุน 1 (สมมติ)"
_CARD = "identity"


def stand(cast: Cast, province: str) -> None:
    """What weighs in a province, so that it can begin."""
    chair, secretariat = cast.organisations[FIRST[province]], cast.organisations[f"admin{province}"]
    for organisation, role in ((chair, "chair"), (secretariat, "secretariat")):
        _first(cast, cast.acting(organisation, role).by_seat)
    first = _now(cast.acting(chair, "chair"))
    services.confirm_seat(cast.acting(secretariat, "secretariat").by_seat.pk, basis=BASIS, actor=first)
    cast.forget()
    officials = (first, cast.acting(secretariat, "secretariat"))
    for seat in _weighing(province):
        _recognise(seat, officials)
    cast.forget()
    for seat in Seat.objects.to_confirm().filter(organisation__province=province).order_by("pk"):
        services.confirm_seat(seat.pk, basis=BASIS, actor=_confirming(cast, seat, first))
    cast.forget()


def _first(cast: Cast, seat: Seat) -> None:
    """By protocol, as nobody is an official yet: an agency's officer counts only once the province confirmed the seat."""
    services.recognise_by_protocol(seat.pk, protocol=PROTOCOL, actor=cast.system)


def _now(actor: Actor) -> Actor:
    """Read anew: what was said of the person a moment ago counts."""
    seat = Seat.objects.select_related("organisation__province", "person").get(pk=actor.by_seat.pk)
    return Actor.in_seat(seat)


def _weighing(province: str) -> list[Seat]:
    """Seats of money and oversight, of agencies, and of everybody on a fund's board."""
    seats = Seat.objects.filter(organisation__province=province).select_related("organisation", "person")
    return [seat for seat in seats.order_by("pk") if seat.is_guarded or seat.organisation.kind in BINDING]


def _recognise(seat: Seat, officials: tuple[Actor, Actor]) -> None:
    for official in officials:
        # One person may sit in several of these seats, and is recognised once.
        seat.refresh_from_db()
        if seat.person and not seat.person.is_recognised and seat.person_id != official.person_id:
            services.recognise(seat.pk, card=_CARD, actor=official)


def _confirming(cast: Cast, seat: Seat, first: Actor) -> Actor:
    boards = seat.organisation.children.filter(kind=OrganisationKind.FUND_BOARD)
    return cast.acting(boards[0], "chair") if boards else first
