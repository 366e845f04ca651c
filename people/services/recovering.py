"""Letting somebody back in whose seats weigh: they ask, two of different organisations say who it is, a day goes by.

| step | who | what is locked | what ends it |
|---|---|---|---|
| ask | the person, who cannot sign in | the person | fourteen days |
| vouch, twice | two recognised people of different organisations | the recovery | one press by whoever was told |
| the day's wait | the clock | – | the same |
| come back | whoever has the code that was shown once, to who asked | recovery, seats, person | its use |

Nobody else ever sees the code, so that whoever speaks for somebody does not become them.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from audit.errors import Conflict, Invalid
from audit.facts import Facts
from audit.log import recorded
from jobs import clock
from jobs import services as jobs
from people import effects, sign_in, standing
from people.actors import Actor
from people.facts import CameBackFacts, RecoveryFacts, RecoveryReadyFacts
from people.models import Invitation, Person, Recovery, RecoveryWord, Seat
from people.models.recoveries import LIFE, WAIT, Stage
from people.services import codes
from people.services.letting_in import renew, shut
from people.services.rows import lock_person, lock_whole, note_of_person
from people.verbs import RECOVERY
from wiring.refs import Ref

MOST_TOLD_A_DAY = 3


@recorded
def ask_recovery(login: str) -> tuple[str, str]:
    """Ask to be let back in, by user name or address: the number to tell, and the code to keep, shown once.

    Whoever is unknown gets both as well; they open nothing, so that nobody learns who is here. Every ask of a known person
    is one that works: a stranger who asks in their name costs them nothing. The person is told by every channel, and
    everybody beside them, of three a day; of all others once two have said that it is this person.
    """
    number, code = f"{secrets.randbelow(10**6):06}", codes.new()
    person = sign_in.find(login)
    if person and person.is_active:
        # Whoever asks twice at once waits here, and is counted.
        lock_person(person.pk)
        is_told = _asked_today(person) < MOST_TOLD_A_DAY
        row = Recovery.objects.create(
            person=person,
            number=number,
            code_hash=codes.hash_of(code),
            asked_at=clock.now(),
            expires_at=clock.now() + LIFE,
        )
        say = _tell if is_told else _note
        say("recovery.asked", row, Actor.system(), RecoveryFacts(recovery=row.pk, person=person.pk))
    return number, codes.shown(code)


def _asked_today(person: Person) -> int:
    return Recovery.objects.filter(person=person, asked_at__gt=clock.now() - timedelta(days=1)).count()


@recorded
def vouch(pk: int, *, how_known: str, actor: Actor) -> Recovery:
    """Say how one knows that it is this person who asks. The second word, of another organisation, begins the day's wait."""
    row = _locked(pk)
    RECOVERY.require("vouch", actor, row)
    if not how_known.strip():
        raise Invalid(_("Say how you know that it is this person."), code="empty", field="how_known")
    said = row.words.all()
    if any(actor.person_id == word.said_by_id or actor.organisation_id == word.organisation_id for word in said):
        raise Conflict(_("Somebody else, of another organisation, says it now."), code="vouched_already")
    RecoveryWord.objects.create(
        recovery=row,
        said_by=actor.by_person,
        said_at=clock.now(),
        seat=actor.by_seat,
        organisation=actor.by_seat.organisation,
        how_known=how_known.strip(),
    )
    facts = RecoveryFacts(recovery=row.pk, person=row.person_id)
    _note("recovery.vouched", row, actor, facts, how_known=how_known.strip())
    return _begin_the_wait(row, actor) if row.words.count() > 1 else row


def _begin_the_wait(row: Recovery, actor: Actor) -> Recovery:
    row.ready_at = clock.now() + WAIT
    row.save(update_fields=["ready_at"])
    jobs.enqueue("people.open_recovery", args={"recovery": row.pk}, run_at=row.ready_at)
    facts = RecoveryReadyFacts(recovery=row.pk, person=row.person_id, ready_at=row.ready_at)
    _tell("recovery.waits", row, actor, facts)
    return row


@recorded
def tell_that_it_is_open(pk: int) -> bool:
    """The day has gone by: whoever was told is told once more. False when it was stopped, or used, meanwhile."""
    row = _locked(pk)
    if row.stage != Stage.OPEN:
        return False
    _tell("recovery.opened", row, Actor.system(), RecoveryFacts(recovery=row.pk, person=row.person_id))
    return True


@recorded
def stop(pk: int, *, actor: Actor) -> Recovery:
    """One press, by the person or whoever was told: the code works no more."""
    row = _locked(pk)
    RECOVERY.require("stop", actor, row)
    row.stopped_at, row.stopped_by = clock.now(), actor.by_person
    row.save(update_fields=["stopped_at", "stopped_by"])
    _tell("recovery.stopped", row, actor, RecoveryFacts(recovery=row.pk, person=row.person_id))
    return row


def find_recovery(code: str) -> Recovery | None:
    """The recovery that a code belongs to, once the wait is over."""
    row = Recovery.objects.filter(code_hash=codes.hash_of(code)).select_related("person").first()
    return row if row and row.stage == Stage.OPEN else None


@recorded
def come_back(code: str, *, password: str) -> Person:
    """A new password; the old one, its sessions and the second factor end. A code works once, and never before its day.

    Seats of money and oversight are shut until somebody of their own organisation opens them again, and so is every seat
    of a province in which nobody spoke for the person.
    """
    row = _to_come_back_by(code)
    closed = shut(row.person, Q(pk__in=_to_shut(row)))
    person = renew(row.person, password)
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    facts = CameBackFacts(recovery=row.pk, person=person.pk, shut=[seat.pk for seat in closed])
    _tell("recovery.used", row, Actor(person), facts)
    _end_the_others(row)
    return person


def _to_come_back_by(code: str) -> Recovery:
    """With its person and all their seats, locked; of two codes used at once the second finds itself stopped."""
    rows = Recovery.objects.filter(code_hash=codes.hash_of(code))
    person_id = rows.values_list("person", flat=True).first()
    if person_id:
        person = lock_whole(person_id)
        row = rows.select_for_update(of=("self",)).get()
        row.person = person
        if row.stage == Stage.OPEN:
            return row
    raise Invalid(
        _("This code does not work now: two have yet to say who you are, the day has yet to go by, or it is over."),
        code="code_not_valid",
        field="code",
    )


def _to_shut(row: Recovery) -> list[int]:
    spoken_for = set(row.words.values_list("organisation__province", flat=True))
    seats = Seat.objects.lasting().filter(person=row.person_id).select_related("organisation")
    return [seat.pk for seat in seats if seat.is_guarded or seat.organisation.province_id not in spoken_for]


def _end_the_others(row: Recovery) -> None:
    """Whatever else was asked in this person's name is over: slips that were given out, and further recoveries."""
    others = Recovery.objects.alive().filter(person=row.person_id).exclude(pk=row.pk)
    others.update(stopped_at=clock.now(), stopped_by=row.person_id)
    slips = Invitation.objects.filter(person=row.person_id, used_at=None, revoked_at=None)
    slips.update(revoked_at=clock.now(), revoked_by=row.person_id)


def _locked(pk: int) -> Recovery:
    return Recovery.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk)


def _tell(event: str, row: Recovery, actor: Actor, facts: Facts) -> None:
    _note(event, row, actor, facts)
    told = [row.person, *standing.colleagues_of(row.person)]
    effects.told(told, event, Ref("recovery", row.pk), row.get_absolute_url(), facts)


def _note(event: str, row: Recovery, actor: Actor, facts: Facts, **texts: str) -> None:
    note_of_person(event, row.person, Ref("recovery", row.pk), actor, facts, **texts)
