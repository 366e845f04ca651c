"""What people read about people: which organisations they see, which seats and persons wait for their word."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from people.actors import Actor
from people.kinds import OFFICIALS, OrganisationKind
from people.models import Organisation, Person, Recovery, Seat
from people.models.seats import SeatQuerySet
from people.permissions import may_stop, speaks_for_who_asks
from people.verbs import RECOVERY, SEAT

_SEERS = (*OFFICIALS, OrganisationKind.FUND_BOARD)


def organisations_seen_by(actor: Actor) -> QuerySet[Organisation]:
    """One's own and the fund one's board decides for; the whole province for its offices, who confirm and recognise."""
    own = Q(pk=actor.organisation_id or 0) | Q(children=actor.organisation_id or 0)
    if actor.kind in _SEERS:
        own |= Q(province=actor.province_id)
    return Organisation.objects.filter(own).distinct()


def is_asked_for_words(actor: Actor) -> bool:
    return actor.kind in _SEERS


def seats_of(organisation: Organisation) -> SeatQuerySet:
    """Those of today and to come, with all that the verbs on them ask; four statements however many there are."""
    return with_what_verbs_ask(organisation.seats.lasting())


def with_what_verbs_ask(rows: SeatQuerySet) -> SeatQuerySet:
    held = Prefetch("person__seats", Seat.objects.select_related("organisation"))
    rows = rows.select_related("organisation", "person", "followed_by", "follows")
    return rows.prefetch_related("unseatings", held).order_by("pk")


def waiting_for(actor: Actor) -> list[Seat]:
    """Seats of money or oversight in one's province that one may confirm, or whose person one may recognise."""
    rows = Seat.objects.lasting().guarded().filter(organisation__province=actor.province_id, person__isnull=False)
    rows = with_what_verbs_ask(rows.filter(Q(confirmed_at=None) | Q(person__is_recognised=False)))
    return [seat for seat in rows if SEAT.may("confirm_seat", actor, seat) or SEAT.may("recognise", actor, seat)]


def recoveries_for(actor: Actor) -> list[Recovery]:
    """Those who ask to be let back in and for whom one may speak."""
    rows = Recovery.objects.alive().select_related("person").order_by("-asked_at")
    near = Seat.objects.lasting().filter(organisation__province=actor.province_id).values("person")
    return [row for row in rows.filter(person__in=near) if RECOVERY.may("vouch", actor, row)]


def sees_recovery(actor: Actor, recovery: Recovery) -> bool:
    return not may_stop(actor, recovery) or not speaks_for_who_asks(actor, recovery)


def could_stand_in(fund: Organisation) -> list[Person]:
    """The people of the province's governance board."""
    seats = Seat.objects.current().filter(
        organisation__kind=OrganisationKind.GOVERNANCE_BOARD, organisation__province=fund.province_id
    )
    return list(Person.objects.filter(seats__in=seats).distinct().order_by("full_name"))
