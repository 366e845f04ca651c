"""What the services of this room share: locks, terms, and the last step.

Locks are taken in this order: seats by their keys, the invitation that opens one, person, the slip or recovery that lets
them back in. The person's row is the one that all checks of "may this one hold that too" meet at, so it is locked before
the other seats are read.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from audit.errors import Conflict, Invalid
from audit.facts import Facts
from audit.log import SYSTEM, record
from jobs import clock
from people.actors import Actor
from people.models import Organisation, Person, Seat
from wiring.refs import Ref

LONGEST_TERM = timedelta(days=10 * 366)
FARTHEST_START = timedelta(days=2 * 366)


def lock_seat(seat_id: int) -> Seat:
    # The seat alone: of its organisation nothing is changed, and the person may be missing.
    rows = Seat.objects.select_for_update(of=("self",)).select_related("organisation__province", "person")
    return rows.get(pk=seat_id)


def lock_person(person_id: int) -> Person:
    # Not for their key, which rows in the making point at.
    return Person.objects.select_for_update(no_key=True).get(pk=person_id)


def lock_whole(person_id: int) -> Person:
    """A person with every seat of theirs that lasts. Conflict when they took up a further one meanwhile.

    The seats first, as everywhere; one that came between is in nobody's hands here, and would be let through unseen.
    """
    rows = Seat.objects.lasting().filter(person=person_id).order_by("pk").values_list("pk", flat=True)
    held = list(rows.select_for_update(of=("self",)))
    person = lock_person(person_id)
    if list(rows) != held:
        raise Conflict(_("This person took up a seat at this moment. Try again."), code="seat_taken_meanwhile")
    return person


def require_term(starts_on: date, ends_on: date | None) -> None:
    """Refuse a term that nobody can mean: the year 9999 is a slip of the keys, or a way never to be asked again."""
    today = clock.today()
    if not today - LONGEST_TERM <= starts_on <= today + FARTHEST_START:
        raise Invalid(_("Choose a first day within the next two years."), code="start_too_far", field="starts_on")
    if ends_on and ends_on > starts_on + LONGEST_TERM:
        raise Invalid(_("A term is at most ten years."), code="term_too_long", field="ends_on")


def require_last_day(seat: Seat, ends_on: date) -> None:
    """An end lies ahead, and within the term: what is over is not rewritten, and a term is not made longer in passing."""
    if ends_on < max(clock.today(), seat.starts_on):
        raise Invalid(_("The last day cannot be in the past."), code="ends_in_the_past", field="ends_on")
    latest = seat.ends_on or clock.today() + FARTHEST_START
    if ends_on > latest:
        raise Invalid(_("The last day lies beyond the term of this seat."), code="ends_after_the_term", field="ends_on")


def note(event: str, organisation: Organisation, actor: Actor, facts: Facts, **texts: str) -> None:
    """`texts` are what somebody wrote; the log keeps only their digests."""
    about = Ref("organisation", organisation.pk)
    record(event, tree=organisation.province_id, subject=about, actor=actor, facts=facts, personal=texts)


def note_of_person(event: str, person: Person, about: Ref, actor: Actor, facts: Facts, **texts: str) -> None:
    """In every province in which the person sits; in the system's tree when they sit nowhere."""
    seats = Seat.objects.lasting().filter(person=person)
    for tree in sorted(set(seats.values_list("organisation__province", flat=True))) or [SYSTEM]:
        record(event, tree=tree, subject=about, actor=actor, facts=facts, personal=texts)
