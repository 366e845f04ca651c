"""Names and offices as a committee's papers say them, and the committee's own name inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from approvals.models import AgendaItem
from documents.frozen import Office
from documents.services import Signer
from jobs import clock
from people.models import VOTERS, Organisation, Role, Seat
from thai.names import apart

_ORDER = {role: place for place, role in enumerate([*VOTERS, Role.SECRETARY])}


def office(seat: Seat | None) -> Office:
    """Name and position of who sits there; blank for an empty seat."""
    if seat is None:
        return {"name": "", "position": ""}
    return {"name": seat.person.formal_name if seat.person else "", "position": seat.label}


def full_office(seat: Seat | None) -> Office:
    """The same under a signature, where the position names the committee too."""
    if seat is None or seat.title:
        return office(seat)
    return {**office(seat), "position": with_name(seat.label, seat.organisation)}


def in_order(seats: Iterable[Seat]) -> list[Seat]:
    """Chair, vice-chairs, members, as every official list has them."""
    return sorted(seats, key=lambda seat: (_ORDER.get(Role(seat.role), len(_ORDER)), seat.pk))


def holder(committee: Organisation, *roles: Role) -> Seat | None:
    """Who holds the first of `roles` that anybody holds today."""
    held = Seat.objects.current(clock.today()).filter(organisation=committee, role__in=roles, person__isnull=False)
    found = held.select_related("person", "organisation")
    return min(found, key=lambda seat: (roles.index(Role(seat.role)), seat.pk), default=None)


def with_name(word: str, organisation: Organisation) -> str:
    """ประธานคณะกรรมการบริหารกองทุน, but ประธาน ก.บ.อ. เมืองเชียงราย: an abbreviation stands apart."""
    return f"{word}{apart(organisation.name_th)}"


def members_of(committee: Organisation) -> str:
    """How a letter calls a committee's members: กรรมการบริหารกองทุน for คณะกรรมการบริหารกองทุน."""
    name = committee.name_th
    return name.removeprefix("คณะ") if name.startswith("คณะกรรมการ") else with_name("กรรมการ", committee)


def number_of(item: AgendaItem) -> str:
    """4.2: matters for consideration stand under agenda 4, in every paper under the same number."""
    return f"4.{item.position}"


def by_chair(committee: Organisation) -> Signer:
    return Signer("ผู้ลงนาม", committee.pk, (Role.CHAIR, Role.VICE_CHAIR))


def by_secretary(committee: Organisation, label: str) -> Signer:
    return Signer(label, committee.pk, (Role.SECRETARY,))
