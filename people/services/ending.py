"""A term ends: handed over or resigned by its holder, or by a decision of the organisation that two of it speak for.

Only forward, never beyond the term, and never once it is over.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import recorded
from jobs import clock
from people import effects
from people.actors import Actor
from people.conditions import is_free, lasts
from people.facts import HandedOverFacts, ResignedFacts, UnseatingFacts
from people.models import Invitation, Seat, Unseating
from people.services.rows import lock_seat, note, require_last_day
from people.services.seating import new_invitation
from people.verbs import SEAT, UNSEATING
from wiring.refs import Ref


@recorded
def hand_over(seat_id: int, *, ends_on: date, email: str = "", actor: Actor) -> tuple[Invitation, str]:
    """End one's own term and open the same seat for the next one, with an invitation.

    The old seat keeps its history; the successor begins the day after `ends_on`. Pressed again it makes no second
    successor: it answers with another slip for the one there is, and the slip before works no more.
    """
    seat = lock_seat(seat_id)
    SEAT.require("hand_over", actor, seat)
    if hasattr(seat, "followed_by"):
        if seat.ends_on != ends_on:
            raise Invalid(_("It was handed over for another day."), code="handed_over_otherwise", field="ends_on")
        following = lock_seat(seat.followed_by.pk)
        is_free.require(following)
    else:
        require_last_day(seat, ends_on)
        following = _follow(seat, ends_on, actor)
    return new_invitation(following, None, email, actor, "seat.invited")


def _follow(seat: Seat, ends_on: date, actor: Actor) -> Seat:
    """The next one's seat; of money or oversight it is confirmed anew."""
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    following = Seat.objects.create(
        organisation=seat.organisation,
        role=seat.role,
        title=seat.title,
        starts_on=ends_on + timedelta(days=1),
        follows=seat,
        opened_by=actor.person,
        opened_for=seat.organisation,
    )
    note("seat.handed_over", seat.organisation, actor, HandedOverFacts(seat=seat.pk, successor=following.pk))
    return following


@recorded
def resign(seat_id: int, *, ends_on: date, actor: Actor) -> Seat:
    """End one's own term, without a successor."""
    seat = lock_seat(seat_id)
    SEAT.require("resign", actor, seat)
    require_last_day(seat, ends_on)
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    note("seat.resigned", seat.organisation, actor, ResignedFacts(seat=seat.pk, ends_on=ends_on))
    return seat


@recorded
def ask_to_end(seat_id: int, *, ends_on: date, basis: str, actor: Actor) -> Unseating:
    """Say that the organisation decided to end a term. It ends when somebody else of it agrees; the holder is told at once."""
    seat = lock_seat(seat_id)
    SEAT.require("ask_to_end", actor, seat)
    require_last_day(seat, ends_on)
    if not basis.strip():
        raise Invalid(
            _("Say what decided it, such as the number and day of the decision."), code="empty", field="basis"
        )
    row = Unseating.objects.create(seat=seat, ends_on=ends_on, basis=basis.strip(), asked_by=actor.by_person)
    return _tell("seat.end_asked", row, actor)


@recorded
def agree_to_end(pk: int, *, actor: Actor) -> Unseating:
    """The second word: the term ends on that day, or today when that day went by meanwhile."""
    row = _locked(pk)
    UNSEATING.require("agree_to_end", actor, row)
    lasts.require(row.seat)
    row.agreed_at, row.agreed_by = clock.now(), actor.by_person
    row.save(update_fields=["agreed_at", "agreed_by"])
    seat = row.seat
    last = max(row.ends_on, clock.today())
    seat.ends_on = min(last, seat.ends_on) if seat.ends_on else last
    seat.save(update_fields=["ends_on"])
    return _tell("seat.end_agreed", row, actor)


@recorded
def drop_end(pk: int, *, actor: Actor) -> Unseating:
    row = _locked(pk)
    UNSEATING.require("drop_end", actor, row)
    row.dropped_at, row.dropped_by = clock.now(), actor.by_person
    row.save(update_fields=["dropped_at", "dropped_by"])
    return _tell("seat.end_dropped", row, actor)


def _locked(pk: int) -> Unseating:
    row = Unseating.objects.select_for_update(of=("self",)).get(pk=pk)
    row.seat = lock_seat(row.seat_id)
    return row


def _tell(event: str, row: Unseating, actor: Actor) -> Unseating:
    facts = UnseatingFacts(seat=row.seat_id, ends_on=row.ends_on)
    note(event, row.seat.organisation, actor, facts, basis=row.basis)
    if row.seat.person:
        about, page = Ref("organisation", row.seat.organisation_id), row.seat.get_absolute_url()
        effects.told([row.seat.person], event, about, page, facts)
    return row
