"""Who somebody is, said by others: a seat is confirmed, a person recognised, a shut seat opened again, a stand-in named."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from audit.errors import Conflict, Invalid
from audit.log import recorded
from jobs import clock
from people import effects
from people.actors import Actor
from people.conditions import is_held, is_unrecognised, lasts
from people.facts import ConfirmedFacts, RecognisedFacts, SeatFacts, SightedFacts, StandInFacts
from people.kinds import MONEY_ROLES, OFFICIALS, OrganisationKind, Role
from people.models import Organisation, Person, Recognition, Seat, Sighting, Way
from people.services.rows import lock_person, lock_seat, note
from people.services.seating import add_seat
from people.standing import require_free_for
from people.verbs import ORGANISATION, SEAT
from places.calendar import fiscal_year, fiscal_year_bounds
from thai.names import likeness
from wiring.refs import Ref


@recorded
def confirm_seat(seat_id: int, *, basis: str, actor: Actor) -> Seat:
    """Say for another organisation that this person holds this seat of money, oversight or an agency; `basis` is what decided it.

    What excludes the seat is asked once more under the lock of its person.
    """
    seat = lock_seat(seat_id)
    SEAT.require("confirm_seat", actor, seat)
    assert seat.person is not None
    if not basis.strip():
        raise Invalid(
            _("Say what decided it, such as the number and day of the decision."), code="empty", field="basis"
        )
    require_free_for(seat.person, seat)
    seat.confirmed_at, seat.confirmed_by, seat.confirmed_for = clock.now(), actor.by_person, actor.organisation
    seat.confirmed_on_basis = basis.strip()
    seat.save(update_fields=["confirmed_at", "confirmed_by", "confirmed_for", "confirmed_on_basis"])
    facts = ConfirmedFacts(seat=seat.pk, person=seat.person.pk)
    note("seat.confirmed", seat.organisation, actor, facts, basis=seat.confirmed_on_basis)
    return seat


@recorded
def recognise(seat_id: int, *, card: str, is_namesake: bool = False, actor: Actor) -> Sighting:
    """One official's word that they saw the card. With that of another, of another organisation, the person is recognised.

    Refused while somebody recognised has the same name, until both officials say that it `is_namesake`: one person with
    two accounts would be two.
    """
    seat = lock_seat(seat_id)
    SEAT.require_right("recognise", actor, seat)
    SEAT.require_fit("recognise", seat)
    assert seat.person_id is not None
    # Two officials at once: the second waits here, and finds the first one's word.
    person = lock_person(seat.person_id)
    if person.is_recognised or person.sightings.filter(official=actor.by_person).exists():
        raise Conflict(_("Your word is on record already."), code="sighted_already")
    if not is_namesake and _has_namesakes(person):
        raise Invalid(
            _("Somebody of this name is recognised already. If it is the same person, they take the seat as that one."),
            code="namesake",
            field="is_namesake",
        )
    sighting = Sighting.objects.create(
        person=person,
        official=actor.by_person,
        official_seat=actor.by_seat,
        organisation=actor.by_seat.organisation,
        card=card,
    )
    note("person.sighted", seat.organisation, actor, SightedFacts(seat=seat.pk, person=person.pk, card=card))
    if first := _word_before(sighting):
        made = Recognition(person=person, how=Way.OFFICIALS, first=first, second=sighting)
        _keep(made, seat, actor)
    return sighting


def _has_namesakes(person: Person) -> bool:
    """By how the name looks: a second space, a sign nobody sees or a title in the field make nobody another."""
    name = likeness(person.full_name)
    others = Person.objects.filter(is_recognised=True).exclude(pk=person.pk)
    return any(likeness(one) == name for one in others.values_list("full_name", flat=True).iterator())


def _word_before(sighting: Sighting) -> Sighting | None:
    """Another official's word that still counts: of another organisation, and by who is an official to this day."""
    others = sighting.person.sightings.exclude(organisation=sighting.organisation_id).order_by("pk")
    seats = Seat.objects.current().filter(person__is_recognised=True, shut_at=None)
    return next((one for one in others if seats.filter(pk=one.official_seat_id).exists()), None)


@recorded
def recognise_by_protocol(seat_id: int, *, protocol: str, actor: Actor) -> Recognition:
    """The first two officials of a province, whom nobody in it can recognise yet: by who runs the service.

    `protocol` says who was there, where and when it was written down. Refused once two officials of different
    organisations are there, and for whoever holds no office.
    """
    if not actor.is_system:
        raise PermissionDenied(_("Only who runs the service may do this, by command."))
    seat = lock_seat(seat_id)
    for each in (is_held, lasts, is_unrecognised):
        each.require(seat)
    assert seat.person_id is not None
    if not protocol.strip():
        raise Invalid(_("Say where and when it was written down, and who was there."), code="empty", field="protocol")
    if seat.organisation.kind not in OFFICIALS or has_officials(seat.organisation.province_id):
        raise Conflict(_("Two officials of this province recognise everybody else."), code="province_has_its_officials")
    person = lock_person(seat.person_id)
    made = Recognition(person=person, how=Way.PROTOCOL, protocol=protocol.strip())
    return _keep(made, seat, actor)


def has_officials(province: str) -> bool:
    """Whether recognised people sit in offices of two different organisations, and are two.

    An agency's officer whom nobody in the province has confirmed is none there, whoever knows them elsewhere.
    """
    seats = Seat.objects.current().filter(
        person__is_recognised=True, organisation__province=province, organisation__kind__in=OFFICIALS
    )
    seats = seats.exclude(organisation__kind=OrganisationKind.PARTNER_AGENCY, confirmed_at=None)
    found = set(seats.values_list("organisation", "person"))
    return any(one[0] != other[0] and one[1] != other[1] for one in found for other in found)


def recognise_by_thaid(person: Person, seat: Seat, actor: Actor) -> Recognition:
    """Called by the service that joins the account with ThaiD, under the lock of its person."""
    return _keep(Recognition(person=person, how=Way.THAID), seat, actor)


def _keep(made: Recognition, seat: Seat, actor: Actor) -> Recognition:
    """The one door to a recognition."""
    made.save()
    Person.objects.filter(pk=made.person_id).update(is_recognised=True)
    facts = RecognisedFacts(seat=seat.pk, person=made.person_id, how=made.how)
    note("person.recognised", seat.organisation, actor, facts, protocol=made.protocol)
    return made


@recorded
def reopen_seat(seat_id: int, *, actor: Actor) -> Seat:
    """Open a seat that was shut when its person was let back in."""
    seat = lock_seat(seat_id)
    SEAT.require("reopen_seat", actor, seat)
    seat.shut_at = seat.shut_by = None
    seat.save(update_fields=["shut_at", "shut_by"])
    note("seat.reopened", seat.organisation, actor, SeatFacts(seat=seat.pk))
    return seat


@recorded
def name_stand_in(organisation_id: int, *, role: str, person_id: int, year: int, actor: Actor) -> Seat:
    """Name somebody of the governance board as third in a fund, for what is left of a fiscal year (B.E.).

    The governance board confirms it; the person is told. Refused for who audits, or holds another seat of that fund.
    """
    fund = Organisation.objects.select_for_update().get(pk=organisation_id)
    ORGANISATION.require("name_stand_in", actor, fund)
    person = _on_the_governance_board(fund, person_id)
    first, last = _year_of(fund, year)
    if role not in MONEY_ROLES:
        raise Invalid(_("A stand-in handles money."), code="no_such_role", field="role")
    seat = add_seat(
        fund,
        actor,
        role=Role(role),
        starts_on=max(first, clock.today()),
        ends_on=last,
        stand_in_year=year,
    )
    require_free_for(person, seat)
    seat.person = person
    seat.save(update_fields=["person"])
    facts = StandInFacts(seat=seat.pk, person=person.pk, fiscal_year=year)
    note("seat.stand_in_named", fund, actor, facts)
    effects.told([person], "seat.stand_in_named", Ref("organisation", fund.pk), fund.get_absolute_url(), facts)
    return seat


def _on_the_governance_board(fund: Organisation, person_id: int) -> Person:
    seats = Seat.objects.current().filter(
        person=person_id, organisation__kind=OrganisationKind.GOVERNANCE_BOARD, organisation__province=fund.province_id
    )
    if seat := seats.select_related("person").first():
        assert seat.person is not None
        return seat.person
    raise Invalid(
        _("A stand-in is somebody of the province's governance board."), code="not_on_the_board", field="person_id"
    )


def _year_of(fund: Organisation, year: int) -> tuple[date, date]:
    if year not in (fiscal_year(clock.today()), fiscal_year(clock.today()) + 1):
        raise Invalid(_("Choose this fiscal year or the next."), code="another_year", field="year")
    if Seat.objects.lasting().filter(organisation=fund, stand_in_year=year).exists():
        raise Conflict(_("This fund has its stand-in for that year."), code="stand_in_named")
    return fiscal_year_bounds(year)
