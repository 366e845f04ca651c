"""What a person changes of their own signing in. Whoever holds the account is told of each by every channel they have."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.errors import Conflict, Invalid
from audit.facts import Facts
from audit.log import recorded
from jobs import clock
from people import effects
from people.actors import Actor
from people.facts import PersonFacts
from people.models import AddressProof, Letters, Person, Session
from people.services import codes
from people.services.rows import lock_person, note_of_person
from wiring.refs import Ref

# People read their mail in the evening; the code opens nothing but this, and only to who is signed in as the person.
LIFE = timedelta(days=1)


@recorded
def ask_address(email: str, *, actor: Actor) -> str:
    """Send a code to an address that the person says is theirs; until it is typed, nothing else goes there.

    The code is returned once and never stored. Whether somebody else has the address is not said here: who cannot read
    what comes there learns nothing.
    """
    person = lock_person(actor.by_person.pk)
    code = codes.new()
    AddressProof.objects.filter(person=person).delete()
    AddressProof.objects.create(
        person=person,
        email=email.strip().lower(),
        code_hash=codes.hash_of(code),
        asked_at=clock.now(),
        expires_at=clock.now() + LIFE,
    )
    effects.written(email, partial(_asks_whether, person.username, codes.shown(code)))
    return codes.shown(code)


def _asks_whether(name: str, code: str) -> tuple[str, str]:
    words = _(
        "Somebody signed in to Thunklang as %(name)s says that this address is theirs. If it was you, type this code"
        " at %(url)s within a day: %(code)s\nIf not, throw this letter away: nothing happens."
    )
    return _("Is this your e-mail address?"), words % {"name": name, "url": _page(), "code": code}


@recorded
def confirm_address(code: str, *, actor: Actor) -> Person:
    """Take the address that the code went to; letters, reset links and signing in by address go there from now on.

    Told to the person, and to the address that was theirs before. Refuses an address that another person has proved.
    """
    person = lock_person(actor.by_person.pk)
    proof = person.address_proofs.filter(code_hash=codes.hash_of(code), expires_at__gt=clock.now()).first()
    if proof is None:
        raise Invalid(
            _("This code is not the one of your last letter, or a day has gone by."), code="no_such_code", field="code"
        )
    if Person.objects.filter(email__iexact=proof.email).exclude(pk=person.pk).exists():
        raise Conflict(_("Another account has this address already."), code="address_taken")
    before, person.email = person.email, proof.email
    person.save(update_fields=["email"])
    person.address_proofs.all().delete()
    if before and before != person.email:
        effects.written(before, _says_it_changed)
    _tell("person.address_proved", person, actor)
    return person


def _says_it_changed() -> tuple[str, str]:
    words = _("Your account at Thunklang has another e-mail address now. If it was not you: %(url)s")
    place = settings.SITE_URL + reverse("people:ask_to_come_back")
    return _("Your e-mail address was changed"), words % {"url": place}


@recorded
def password_changed(person: Person) -> None:
    """Told after the fact: by the person, by a reset link, by a slip."""
    _tell("person.password_changed", person, Actor(person))


@recorded
def factor_changed(person: Person, *, added: bool, here: str = "") -> None:
    """Told after the fact. A new factor ends every other session of theirs than `here`: none of them has given it, and
    whoever stole the password before would act in a seat of money without.
    """
    if added:
        Session.objects.filter(person=person).exclude(session_key=here).delete()
    _tell("person.factor_added" if added else "person.factor_removed", person, Actor(person))


def end_session(mark: str, *, actor: Actor) -> bool:
    """End one of one's own sessions; False when there is none of that mark. What it does at this moment is refused."""
    mine = Session.objects.filter(person=actor.by_person)
    found = [row.pk for row in mine if row.mark == mark]
    return bool(mine.filter(pk__in=found).delete()[0])


def choose_letters(letters: str, *, actor: Actor) -> None:
    """How often the person hears of what concerns their work by mail; what is told of their signing in comes all the same."""
    Person.objects.filter(pk=actor.by_person.pk).update(letters=Letters(letters))


def _tell(event: str, person: Person, actor: Actor) -> None:
    facts: Facts = PersonFacts(person=person.pk)
    about = Ref("person", person.pk)
    note_of_person(event, person, about, actor, facts)
    effects.told([person], event, about, reverse("people:me"), facts)


def _page() -> str:
    return settings.SITE_URL + reverse("people:address")
