"""The only writer of organisations, seats and invitations."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.facts import Facts
from audit.log import record, recorded
from jobs import clock
from people import effects
from people.actors import Actor
from people.conditions import is_free
from people.facts import HandedOverFacts, InvitedFacts, OrganisationFacts, SeatFacts, SeatOpenedFacts
from people.models import Invitation, Organisation, Person, Role, Seat
from people.verbs import ORGANISATION, SEAT
from wiring.refs import Ref

SLIP_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U
SLIP_LENGTH = 14  # 68 bits
LIFE_DAYS = 30


@recorded
def create_organisation(*, actor: Actor, **fields: object) -> Organisation:
    """Enter an organisation. Only the secretariat of its province, or the system when a province is set up."""
    organisation = Organisation(**fields)
    if not actor.is_system:
        ORGANISATION.require("create_organisation", actor, organisation)
    organisation.full_clean()
    organisation.save()
    facts = OrganisationFacts(kind=organisation.kind, name=organisation.name_th)
    _note("organisation.created", organisation, actor, facts)
    return organisation


@recorded
def open_seat(
    organisation_id: int,
    *,
    role: Role,
    title: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    actor: Actor,
) -> Seat:
    """Add an empty seat with a term."""
    organisation = Organisation.objects.get(pk=organisation_id)
    seat = Seat(
        organisation=organisation, role=role, title=title, starts_on=starts_on or clock.today(), ends_on=ends_on
    )
    if not actor.is_system:
        ORGANISATION.require("open_seat", actor, organisation)
    seat.full_clean()
    seat.save()
    _note("seat.opened", organisation, actor, SeatOpenedFacts(seat=seat.pk, role=seat.role))
    return seat


@recorded
def invite(seat_id: int, *, email: str = "", actor: Actor) -> tuple[Invitation, str]:
    """Make a code for an empty seat; with an address it is mailed, without one it is printed on a slip.

    The code is returned once and never stored. An older open invitation to the seat is revoked.
    """
    seat = _lock_seat(seat_id)
    if not actor.is_system:
        SEAT.require_right("invite", actor, seat)
    SEAT.require_fit("invite", seat)
    return _new_invitation(seat, None, email, actor, "seat.invited")


@recorded
def let_back_in(seat_id: int, *, actor: Actor) -> tuple[Invitation, str]:
    """A slip for somebody who lost their phone or password: using it sets a new password and clears the second factor."""
    seat = _lock_seat(seat_id)
    SEAT.require("let_back_in", actor, seat)
    return _new_invitation(seat, seat.person, "", actor, "seat.let_back_in")


@recorded
def hand_over(seat_id: int, *, ends_on: date, email: str = "", actor: Actor) -> tuple[Invitation, str]:
    """End a person's term and open the same seat for the next one, with an invitation.

    The old seat keeps its history; the successor begins the day after `ends_on`.
    """
    seat = _lock_seat(seat_id)
    SEAT.require("hand_over", actor, seat)
    if ends_on < seat.starts_on:
        raise Invalid(_("A term cannot end before it starts."), code="ends_before_it_starts", field="ends_on")
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    following = Seat.objects.create(
        organisation=seat.organisation,
        role=seat.role,
        title=seat.title,
        starts_on=ends_on + timedelta(days=1),
        follows=seat,
    )
    _note("seat.handed_over", seat.organisation, actor, HandedOverFacts(seat=seat.pk, successor=following.pk))
    return _new_invitation(following, None, email, actor, "seat.invited")


def find_invitation(code: str) -> Invitation | None:
    """The open invitation a code belongs to; hyphens, spaces and letter case do not matter."""
    invitation = Invitation.objects.filter(code_hash=_hash(code)).select_related("seat__organisation", "person").first()
    return invitation if invitation and invitation.is_open else None


@recorded
def accept_invitation(
    code: str,
    *,
    person: Person | None = None,
    username: str = "",
    full_name: str = "",
    phone: str = "",
    password: str = "",
) -> Person:
    """Take up a seat: as the person signed in, or as somebody new. A code works once."""
    # A code works once: the second to type it waits here and finds it used.
    invitation = Invitation.objects.select_for_update().filter(code_hash=_hash(code)).first()
    if not invitation or not invitation.is_open:
        raise Invalid(
            _("This code has been used, has expired or was never given out."),
            code="code_not_valid",
            field="code",
        )
    seat = _lock_seat(invitation.seat_id)
    if invitation.person:
        person = _renew(invitation.person, password)
    else:
        person = person or _new_person(username, full_name, phone, invitation.email, password)
        _seat_person(seat, person)
    invitation.used_at, invitation.used_by = clock.now(), person
    invitation.save(update_fields=["used_at", "used_by"])
    _note("seat.taken_up", seat.organisation, Actor(person, seat), SeatFacts(seat=seat.pk))
    return person


def _seat_person(seat: Seat, person: Person) -> None:
    if seat.person_id:
        raise Invalid(is_free.sentence, code=is_free.code, field="code")
    seat.person = person
    seat.save(update_fields=["person"])


def _new_person(username: str, full_name: str, phone: str, email: str, password: str) -> Person:
    if Person.objects.filter(username=username).exists():
        raise Invalid(
            _("Somebody uses this name already. Choose another."),
            code="username_taken",
            field="username",
        )
    taken = email and Person.objects.filter(email=email).exists()
    person = Person(username=username, full_name=full_name, phone=phone, email="" if taken else email)
    _set_password(person, password)
    person.full_clean(exclude=["password"])
    person.save()
    return person


def _renew(person: Person, password: str) -> Person:
    _set_password(person, password)
    person.save(update_fields=["password"])
    Authenticator.objects.filter(user=person).delete()
    return person


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from None
    person.set_password(password)


def _new_invitation(seat: Seat, person: Person | None, email: str, actor: Actor, event: str) -> tuple[Invitation, str]:
    open_ones = Invitation.objects.filter(seat=seat, used_at=None, revoked_at=None)
    open_ones.update(revoked_at=clock.now(), revoked_by=actor.person)
    code = "".join(secrets.choice(SLIP_ALPHABET) for _n in range(SLIP_LENGTH))
    invitation = Invitation.objects.create(
        seat=seat,
        person=person,
        code_hash=_hash(code),
        email=email,
        created_by=actor.person,
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=LIFE_DAYS),
    )
    _note(event, seat.organisation, actor, InvitedFacts(seat=seat.pk, by_mail=bool(email)))
    shown = "-".join((code[:5], code[5:10], code[10:]))
    if email:
        effects.invited(invitation, shown)
    return invitation, shown


def _hash(code: str) -> str:
    plain = "".join(code.upper().split()).replace("-", "")
    return hashlib.sha256(plain.encode()).hexdigest()


def _lock_seat(seat_id: int) -> Seat:
    # The seat alone: of its organisation and person nothing is changed, and the person may be missing.
    return Seat.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=seat_id)


def _note(event: str, organisation: Organisation, actor: Actor, facts: Facts) -> None:
    record(event, tree=organisation.province_id, subject=Ref("organisation", organisation.pk), actor=actor, facts=facts)
