"""Declared interests: the member leaves, unless two thirds of the others let them stay by secret ballot (s.13–16)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals import quorum
from approvals.facts import BallotedFacts, InterestFacts
from approvals.models import Interest
from approvals.services import telling
from approvals.services.meetings import about, locked_item, note
from approvals.verbs import ITEM
from audit.errors import Conflict, Invalid
from audit.log import recorded
from jobs import clock
from people.actors import Actor
from people.models import Seat


@recorded
def declare(item_id: int, *, seat_id: int, kind: str, reason: str, actor: Actor) -> Interest:
    """Declare a member's interest in an item; from now on they are out of its quorum and its vote.

    A member declares for themselves, the secretary for a member who said so in the room.
    """
    item = locked_item(item_id)
    ITEM.require("declare", actor, item)
    seat = Seat.objects.get(pk=seat_id, organisation=item.meeting.committee_id, person__isnull=False)
    if actor.person_id != seat.person_id:
        ITEM.require("record_for_another", actor, item)
    interest = Interest(
        item=item,
        seat=seat,
        person=seat.person,
        kind=kind,
        reason=reason,
        declared_at=clock.now(),
        declared_by=actor.seat,
    )
    interest.full_clean()
    interest.save()
    facts: InterestFacts = {**about(item.meeting), "seat": seat.pk, "kind": kind}
    note("interest.declared", item.meeting, actor, facts, subject=item.subject)
    if seat.person and actor.person_id != seat.person_id:  # nobody is sent out without hearing of it
        telling.tell_of_item([seat.person], "interest.declared", item, facts)
    return interest


@recorded
def let_stay(interest_id: int, *, votes_for: int, others: int, actor: Actor) -> Interest:
    """Record the counters of the secret ballot among the others; two thirds or more let the member stay."""
    item = locked_item(Interest.objects.values_list("item", flat=True).get(pk=interest_id))
    ITEM.require("let_stay", actor, item)
    interest = Interest.objects.get(pk=interest_id)
    if interest.stay_for is not None:  # counted until it comes out as wished, it would be no ballot
        raise Conflict(_("The others have voted on this already."), code="has_voted")
    here = len(quorum.taking_part(item))
    if not 0 <= votes_for <= others or others != here:
        raise Invalid(_("All %(n)s others who are present vote, each once.") % {"n": here}, code="ballot_not_whole")
    interest.stay_for, interest.stay_others = votes_for, others
    interest.may_stay = votes_for * 3 >= others * 2
    interest.save(update_fields=["stay_for", "stay_others", "may_stay"])
    facts: BallotedFacts = {
        **about(item.meeting),
        "seat": interest.seat_id,
        "votes_for": votes_for,
        "others": others,
    }
    note("interest.balloted", item.meeting, actor, facts, subject=item.subject)
    return interest
