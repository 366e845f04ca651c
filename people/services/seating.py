"""Organisations, their seats, and who takes them up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from audit.reports import of_form
from jobs import clock
from people import effects, standing
from people.actors import Actor
from people.conditions import is_free
from people.facts import InvitedFacts, OrganisationFacts, SeatFacts, SeatOpenedFacts
from people.kinds import ROLES_OF
from people.models import Invitation, Organisation, Person, Role, Seat
from people.services import codes, naming
from people.services.letting_in import come_in_lightly, set_password
from people.services.own import password_changed
from people.services.rows import lock_seat, lock_whole, note, require_term
from people.verbs import ORGANISATION, SEAT
from thai import names
from wiring.refs import Ref

LIFE_DAYS = 30


@recorded
def create_organisation(*, actor: Actor, **fields: object) -> Organisation:
    """Enter an organisation. Only the secretariat of its province, or the system when a province is set up."""
    organisation = Organisation(**fields)
    if not actor.is_system:
        ORGANISATION.require("create_organisation", actor, organisation)
    naming.name(organisation)
    organisation.full_clean()
    organisation.save()
    facts = OrganisationFacts(kind=organisation.kind, name=organisation.name_th)
    note("organisation.created", organisation, actor, facts)
    return organisation


@recorded
def open_seat(
    organisation_id: int,
    *,
    role: Role,
    title: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    key: UUID | None = None,
    actor: Actor,
) -> Seat:
    """Add an empty seat with a term, of a role that organisations of this kind have.

    One of money or oversight stays inert until another organisation confirms who holds it. The same `key` again answers
    the first one, and refuses other words: two seats alike are two forms.
    """
    organisation = Organisation.objects.get(pk=organisation_id)
    if not actor.is_system:
        ORGANISATION.require("open_seat", actor, organisation)
    terms = {"role": role, "title": title, "starts_on": starts_on or clock.today(), "ends_on": ends_on}
    earlier = _earlier(key, organisation, terms) if key else None
    return earlier or add_seat(organisation, actor, key, **terms)


def _earlier(key: UUID, organisation: Organisation, terms: dict[str, Any]) -> Seat | None:
    """The seat that the same form opened before; Invalid when it says something else."""
    # Of two deliveries at once the second waits here, and finds the first one's.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    told = of_form(key, "seat.opened", Ref("organisation", organisation.pk))
    if told is None:
        return None
    seat = Seat.objects.get(pk=str(told.facts["seat"]))
    if any(getattr(seat, name) != value for name, value in terms.items()):
        raise Invalid(
            _("This form has opened a seat already: %(seat)s. For another one open an empty form.")
            % {"seat": seat.label},
            code="key_used",
        )
    return seat


def add_seat(organisation: Organisation, actor: Actor, key: UUID | None = None, **fields: object) -> Seat:
    seat = Seat(organisation=organisation, opened_by=actor.person, opened_for=actor.organisation, **fields)
    if seat.role not in ROLES_OF[organisation.kind]:
        raise Invalid(_("Organisations of this kind have no such seat."), code="no_such_role", field="role")
    require_term(seat.starts_on, seat.ends_on)
    _require_one_chair(seat)
    seat.full_clean()
    seat.save()
    note("seat.opened", organisation, actor, SeatOpenedFacts(seat=seat.pk, role=seat.role, form=key))
    return seat


def _require_one_chair(seat: Seat) -> None:
    """A second chair at a time, invented, would sign for the organisation and say that the first one signed."""
    if seat.role != Role.CHAIR:
        return
    # Two who open it at once meet here.
    Organisation.objects.select_for_update(no_key=True).get(pk=seat.organisation_id)
    chairs = Seat.objects.touching(seat.starts_on, seat.ends_on).filter(organisation=seat.organisation_id)
    if chairs.filter(role=Role.CHAIR).exists():
        raise Invalid(
            _("This organisation has a chair for that time already. Their term ends first, or they hand over."),
            code="one_chair",
            field="role",
        )


@recorded
def invite(seat_id: int, *, email: str = "", actor: Actor) -> tuple[Invitation, str]:
    """Make a code for an empty seat; with an address it is mailed, without one it is printed on a slip.

    The code is returned once and never stored. An older open invitation to the seat is revoked.
    """
    seat = lock_seat(seat_id)
    if not actor.is_system:
        SEAT.require_right("invite", actor, seat)
    SEAT.require_fit("invite", seat)
    return new_invitation(seat, None, email, actor, "seat.invited")


def find_invitation(code: str) -> Invitation | None:
    """The open invitation a code belongs to; hyphens, spaces and letter case do not matter."""
    rows = Invitation.objects.filter(code_hash=codes.hash_of(code))
    invitation = rows.select_related("seat__organisation", "person").first()
    return invitation if invitation and invitation.is_open else None


@recorded
def accept_invitation(
    code: str,
    *,
    person: Person | None = None,
    username: str = "",
    name_title: str = "",
    full_name: str = "",
    phone: str = "",
    password: str = "",
) -> Person:
    """Take up a seat: as the person signed in, or as somebody new. A code works once.

    Refuses a seat that excludes another one of the same person. A slip that lets somebody back in gives no seat.
    """
    invitation = _locked_invitation(code)
    seat = invitation.seat
    if invitation.person:
        come_in_lightly(invitation, invitation.person, password)
        person = invitation.person
    else:
        person = person or _new_person(username, name_title, full_name, phone, password)
        _seat_person(seat, person)
    invitation.used_at, invitation.used_by = clock.now(), person
    invitation.save(update_fields=["used_at", "used_by"])
    if invitation.person_id:
        password_changed(person)
    facts = SeatFacts(seat=seat.pk)
    # In their own name: the term of the seat may be yet to come.
    note("person.came_back" if invitation.person_id else "seat.taken_up", seat.organisation, Actor(person), facts)
    if seat.why_not_binding and not invitation.person_id:
        effects.told(
            standing.asked_for_words(seat),
            "seat.awaits_words",
            Ref("organisation", seat.organisation_id),
            reverse("people:words"),
            facts,
        )
    return person


def _locked_invitation(code: str) -> Invitation:
    """With its seat, and with the person whom it lets back in; refused once it is used, revoked or over.

    A code works once: the second to type it waits at the seat, and finds it used.
    """
    rows = Invitation.objects.filter(code_hash=codes.hash_of(code))
    known = rows.values_list("seat", "person").first()
    if known:
        seat_id, person_id = known
        person = lock_whole(person_id) if person_id else None
        seat = lock_seat(seat_id)
        invitation = rows.select_for_update(of=("self",)).get()
        if invitation.is_open:
            invitation.seat, invitation.person = seat, person
            return invitation
    raise Invalid(
        _("This code has been used, has expired or was never given out."),
        code="code_not_valid",
        field="code",
    )


def _seat_person(seat: Seat, person: Person) -> None:
    if seat.person_id:
        raise Invalid(is_free.sentence, code=is_free.code, field="code")
    standing.require_free_for(person, seat)
    seat.person = person
    seat.save(update_fields=["person"])


def _new_person(username: str, name_title: str, full_name: str, phone: str, password: str) -> Person:
    username, name_title, full_name = (names.tidy(each) for each in (username, name_title, full_name))
    naming.require_plain(full_name, "full_name")
    # No address: the one that a letter went to is its inviter's word, and who reads it could renew the password.
    person = Person(username=username, name_title=name_title, full_name=full_name, phone=phone)
    # Hashed before the name is asked for, which nobody else is while it is taken.
    set_password(person, password)
    naming.require_own_username(username)
    person.full_clean(exclude=["password"])
    person.save()
    return person


def new_invitation(seat: Seat, person: Person | None, email: str, actor: Actor, event: str) -> tuple[Invitation, str]:
    open_ones = Invitation.objects.filter(seat=seat, used_at=None, revoked_at=None)
    open_ones.update(revoked_at=clock.now(), revoked_by=actor.person)
    code = codes.new()
    invitation = Invitation.objects.create(
        seat=seat,
        person=person,
        code_hash=codes.hash_of(code),
        email=email,
        created_by=actor.person,
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=LIFE_DAYS),
    )
    note(event, seat.organisation, actor, InvitedFacts(seat=seat.pk, by_mail=bool(email)))
    if email:
        effects.invited(invitation, codes.shown(code))
    return invitation, codes.shown(code)
