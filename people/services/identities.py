"""Joining an account with who vouches for its person from outside."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from audit.errors import Conflict, Invalid
from audit.log import recorded
from jobs import clock
from people import effects
from people.actors import Actor
from people.facts import LinkedFacts
from people.models import OutsideIdentity, Person, Seat
from people.outside import Vouched
from people.services.rows import lock_person, note_of_person
from people.services.standing import recognise_by_thaid
from wiring.refs import Ref

TITLES = ("นาย", "นางสาว", "นาง", "น.ส.")


@recorded
def link_identity(vouched: Vouched, *, actor: Actor) -> OutsideIdentity:
    """Join the account with the identity; with ThaiD its person is recognised, unless they are already.

    Refused: an identity that another account has, a second one of the same provider, another name than the account's, and a
    namesake who is recognised without this provider: that may be the same person, who would be two. Again is no error.
    """
    person, provider = lock_person(actor.by_person.pk), vouched.provider
    held = OutsideIdentity.objects.filter(provider=provider.name, subject=vouched.digest).first()
    if held and held.person_id != person.pk:
        raise Conflict(_("This identity belongs to another account already."), code="identity_taken")
    if held:
        return held
    if person.outside_identities.filter(provider=provider.name).exists():
        raise Conflict(_("This account is joined with another identity already."), code="identity_there")
    if provider.recognises:
        _require_same_name(person, vouched)
    made = OutsideIdentity.objects.create(
        person=person, provider=provider.name, subject=vouched.digest, occurred_at=clock.now()
    )
    _tell("person.identity_linked", made, actor)
    if provider.recognises and not person.is_recognised:
        recognise_by_thaid(person, _a_seat_of(person), actor)
    return made


@recorded
def tell_of_a_second(vouched: Vouched) -> None:
    """Whoever has the identity is told that another account asked for it."""
    held = OutsideIdentity.objects.get(provider=vouched.provider.name, subject=vouched.digest)
    _tell("person.identity_claimed", held, Actor.system())


def _require_same_name(person: Person, vouched: Vouched) -> None:
    own, told = _plain(person.full_name), _plain(vouched.name)
    if told not in {own, *(_plain(title) + own for title in (*TITLES, person.name_title))}:
        raise Invalid(
            _("The identity has another name than this account. The name is put right first, then joined."),
            code="another_name",
        )
    others = Person.objects.filter(is_recognised=True).exclude(pk=person.pk)
    others = others.exclude(outside_identities__provider=vouched.provider.name)
    if not person.is_recognised and any(_plain(one) == own for one in others.values_list("full_name", flat=True)):
        raise Invalid(
            _(
                "Somebody of this name is recognised already. If that is you, sign in there; if not, two officials say so."
            ),
            code="namesake",
        )


def _plain(name: str) -> str:
    return "".join(name.split())


def _a_seat_of(person: Person) -> Seat:
    seat = Seat.objects.lasting().filter(person=person).select_related("organisation").order_by("pk").first()
    if seat is None:
        raise Invalid(_("You hold no seat. Who is recognised holds one."), code="no_seat")
    return seat


def _tell(event: str, made: OutsideIdentity, actor: Actor) -> None:
    facts, about = LinkedFacts(person=made.person_id, provider=made.provider), Ref("person", made.person_id)
    note_of_person(event, made.person, about, actor, facts)
    effects.told([made.person], event, about, reverse("people:me"), facts)
