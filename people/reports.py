"""What people read about people: which organisations they see, which seats and persons wait for their word."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q, QuerySet

from doors import security
from doors.security import Kind
from jobs import clock
from people import outside
from people.actors import Actor
from people.kinds import OFFICIALS, OrganisationKind
from people.models import Invitation, Organisation, Person, Recovery, Seat, Session
from people.models.seats import SeatQuerySet
from people.permissions import may_stop, speaks_for_who_asks
from people.verbs import RECOVERY, SEAT

MOST_SHOWN = 30
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
    """Seats of money, oversight or funders in one's province that one may confirm, or whose person one may recognise."""
    rows = Seat.objects.lasting().spoken_for().filter(organisation__province=actor.province_id, person__isnull=False)
    rows = with_what_verbs_ask(rows.filter(Q(confirmed_at=None) | Q(person__is_recognised=False)))
    return [seat for seat in rows if SEAT.may("confirm_seat", actor, seat) or SEAT.may("recognise", actor, seat)]


def recoveries_for(actor: Actor, number: str = "") -> list[Recovery]:
    """Those who ask to be let back in and for whom one may speak, the newest; with a number, those who were shown it.

    However often a stranger asks in somebody's name, the number that the person tells finds what they asked themselves.
    """
    rows = Recovery.objects.alive().select_related("person").order_by("-asked_at", "-pk")
    near = Seat.objects.lasting().filter(organisation__province=actor.province_id).values("person")
    rows = rows.filter(person__in=near, number=number) if number else rows.filter(person__in=near)
    return [row for row in rows[:MOST_SHOWN] if RECOVERY.may("vouch", actor, row)]


def sees_recovery(actor: Actor, recovery: Recovery) -> bool:
    return not may_stop(actor, recovery) or not speaks_for_who_asks(actor, recovery)


def shut_of(person: Person) -> list[Seat]:
    """Seats that wait to be opened again since their holder came back in."""
    rows = Seat.objects.lasting().filter(person=person).exclude(shut_at=None)
    return list(rows.select_related("organisation", "person").order_by("pk"))


def could_stand_in(fund: Organisation) -> list[Person]:
    """The people of the province's governance board."""
    seats = Seat.objects.current().filter(
        organisation__kind=OrganisationKind.GOVERNANCE_BOARD, organisation__province=fund.province_id
    )
    return list(Person.objects.filter(seats__in=seats).distinct().order_by("full_name"))


def sessions_of(person: Person) -> list[Session]:
    """Those that still open something, the latest first."""
    return list(Session.objects.filter(person=person, expire_date__gt=clock.now()).order_by("-began_at", "session_key"))


def factors_of(person: Person) -> dict[str, Any]:
    """Passkeys by name, whether a telephone gives codes, how many codes of a printed sheet are left."""
    rows = list(Authenticator.objects.filter(user=person).order_by("pk"))
    kinds = Authenticator.Type
    sheet = next((row for row in rows if row.type == kinds.RECOVERY_CODES), None)
    return {
        "passkeys": [row for row in rows if row.type == kinds.WEBAUTHN],
        "has_codes": any(row.type == kinds.TOTP for row in rows),
        "sheet_left": len(sheet.wrap().get_unused_codes()) if sheet else 0,
    }


def asked_address(person: Person) -> str:
    """The address that a code went to and that is not proved yet; else where the person's own invitation was sent."""
    proof = person.address_proofs.filter(expires_at__gt=clock.now()).first()
    if proof:
        return proof.email
    sent = Invitation.objects.filter(used_by=person, person=None).exclude(email="").order_by("-used_at").first()
    return sent.email if sent and not person.email else ""


def providers_for(person: Person) -> list[tuple[outside.Provider, bool]]:
    """Who may vouch from outside in this installation, and whether each does for this person."""
    linked = set(person.outside_identities.values_list("provider", flat=True))
    return [(one, one.name in linked) for one in outside.providers()]


SIGN_INS = (Kind.SIGNED_IN, Kind.SIGN_IN_FAILED, Kind.SIGN_IN_LIMITED, Kind.RECOVERY, Kind.IDLE_END)


def sign_ins_of(person: Person, limit: int = 20) -> list[dict[str, Any]]:
    """What the doors noted of this person, once each: it is written into the log of every province they sit in."""
    rows = security.events().filter(person_id=person.pk, kind__in=SIGN_INS)[: limit * 3]
    told = dict.fromkeys((row.occurred_at.replace(microsecond=0), Kind(row.kind).label, row.network) for row in rows)
    return [dict(zip(("when", "what", "network"), one, strict=True)) for one in list(told)[:limit]]
