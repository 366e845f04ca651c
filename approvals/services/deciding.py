"""Ballots and resolutions. No resolution without quorum; the casting vote only on a tie and only for who presides."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from approvals import effects, permissions, quorum, reports
from approvals.facts import CastFacts, CountedFacts, LostFacts, MotionFacts, ResolutionFacts, SeatFacts
from approvals.models import AgendaItem, Choice, Dissent, Motion, Resolution, Vote
from approvals.models.decisions import NEGATIVE, NO_REASONS, OUTCOMES, Reasons
from approvals.papers import decisions as papers
from approvals.reports import tally
from approvals.services import carrying_out, presiding
from approvals.services.meetings import about, locked_item, note
from approvals.verbs import ITEM
from audit.errors import Conflict, Invalid
from audit.log import recorded
from audit.machine import finish
from documents.numbering import next_number
from jobs import clock
from people.actors import Actor
from people.models import Seat
from thai.dates import be_year


@recorded
def put_to_vote(item_id: int, *, outcome: str, version: int, actor: Actor, **motion: Any) -> Motion:
    """Put a proposal to the vote: an outcome with its amounts, grant, defects or conditions."""
    item = locked_item(item_id, version=version)
    ITEM.require("put_to_vote", actor, item)
    if outcome not in OUTCOMES[item.kind]:
        raise Invalid(_("This outcome does not fit this matter."), code="outcome_does_not_fit", field="outcome")
    presiding.require_presider(item, actor)
    made = Motion(
        item=item,
        round=item.motions.count() + 1,
        outcome=outcome,
        opened_at=clock.now(),
        opened_by=actor.seat,
        **motion,
    )
    made.full_clean(exclude=["is_carried", "counted_at", "counted_by"])
    carrying_out.require_sound(made)
    item.put_to_vote()
    made.save()
    finish(item, fields=("stand_in",))
    facts: MotionFacts = {**about(item.meeting), "outcome": outcome, "round": made.round}
    note("item.put_to_vote", item.meeting, actor, facts, subject=item.subject)
    return made


@recorded
def vote(item_id: int, *, choice: str, seat_id: int | None = None, actor: Actor) -> Vote:
    """Vote once on the open motion; the secretary records a show of hands with `seat_id`.

    Refused for who is not present, has an interest, or has voted.
    """
    item = locked_item(item_id)
    ITEM.require("vote", actor, item)
    motion = _open_motion(item)
    person, seat = _member(item, seat_id, actor)
    if motion.votes.filter(person=person).exists():
        raise Conflict(_("This member has voted already."), code="has_voted")
    made = Vote(
        motion=motion,
        seat_id=seat,
        person_id=person,
        choice=choice,
        recorded_at=clock.now(),
        recorded_by=actor.seat,
    )
    made.full_clean()
    made.save()
    facts: SeatFacts = {**about(item.meeting), "seat": seat}
    note("item.voted", item.meeting, actor, facts, subject=item.subject)
    return made


@recorded
def close_vote(item_id: int, *, reasons: Reasons = NO_REASONS, version: int, actor: Actor) -> Resolution | None:
    """Count the votes, once. Carried: the resolution, with its effects. Lost: None, and another motion may follow.

    Equal: None, nobody votes any more, and the item waits for the casting vote of who presides. `_resolve` says what is
    locked when; at most 96 statements, 200 where a board grants money and three funders are asked.
    """
    item = locked_item(item_id, version=version)
    ITEM.require("close_vote", actor, item)
    motion = _open_motion(item)
    counted = tally(motion)
    if not any(counted.values()):
        raise Invalid(_("Nobody has voted yet."), code="no_votes")
    if counted["for"] == counted["against"] > 0:
        _require_quorum(item)
        _count(item, motion, counted, actor)
        finish(item)
        return None
    if counted["for"] > counted["against"]:
        _require_reasons(motion, reasons)
    _count(item, motion, counted, actor)
    if counted["for"] <= counted["against"]:
        _lose(item, motion, actor)
        return None
    return _resolve(item, motion, reasons, actor)


def _count(item: AgendaItem, motion: Motion, counted: dict[str, int], actor: Actor) -> None:
    """From here on nobody votes, and how each voted is told."""
    motion.counted_at, motion.counted_by = clock.now(), actor.by_seat
    motion.save(update_fields=["counted_at", "counted_by"])
    votes = motion.votes.order_by("seat")
    facts: CountedFacts = {
        **about(item.meeting),
        "outcome": motion.outcome,
        "round": motion.round,
        "votes_for": counted["for"],
        "votes_against": counted["against"],
        "abstained": counted["abstain"],
        "votes": [{"seat": vote.seat_id, "choice": vote.choice} for vote in votes],
    }
    note("item.counted", item.meeting, actor, facts, subject=item.subject)


@recorded
def cast_vote(
    item_id: int, *, choice: str, reasons: Reasons = NO_REASONS, version: int, actor: Actor
) -> Resolution | None:
    """The casting vote of who presides, only on a tie (s.82)."""
    item = locked_item(item_id, version=version)
    ITEM.require("cast_vote", actor, item)
    motion = _open_motion(item)
    facts: CastFacts = {**about(item.meeting), "choice": choice}
    note("item.cast", item.meeting, actor, facts, subject=item.subject)
    if choice != Choice.FOR:
        _lose(item, motion, actor)
        return None
    return _resolve(item, motion, reasons, actor, casting_vote=choice)


@recorded
def resolve_unopposed(item_id: int, *, reasons: Reasons = NO_REASONS, version: int, actor: Actor) -> Resolution:
    """Who presides asked, and nobody objected: carried without counting (s.82)."""
    item = locked_item(item_id, version=version)
    ITEM.require("resolve_unopposed", actor, item)
    return _resolve(item, _open_motion(item), reasons, actor, unopposed=True)


def _lose(item: AgendaItem, motion: Motion, actor: Actor) -> None:
    motion.is_carried = False
    motion.save(update_fields=["is_carried"])
    item.lose()
    finish(item)
    facts: LostFacts = {**about(item.meeting), "outcome": motion.outcome}
    note("item.lost", item.meeting, actor, facts, subject=item.subject)


def _resolve(
    item: AgendaItem, motion: Motion, reasons: Reasons, actor: Actor, *, unopposed: bool = False, casting_vote: str = ""
) -> Resolution:
    """The resolution and all that follows from it, under the locks of meeting and item that the caller holds.

    In order: reasons and quorum; the number, whose counter stays locked, so that the committee's resolutions queue up
    here; the resolution, the motion, the item; the request, locked and moved; what other rooms hang on it, such as
    offers, locked after their request, and money set aside; extract and letter; the head of the log.
    """
    _require_reasons(motion, reasons)
    resolution = _written(item, motion, reasons, actor)
    resolution.unopposed, resolution.casting_vote = unopposed, casting_vote
    resolution.full_clean()
    resolution.save()
    motion.is_carried = True
    motion.save(update_fields=["is_carried"])
    item.resolve()
    finish(item)
    _tell(resolution, actor)
    carrying_out.carry_out(resolution, actor)
    effects.run(resolution, actor)
    papers.issue(resolution, actor)
    return resolution


def _written(item: AgendaItem, motion: Motion, reasons: Reasons, actor: Actor) -> Resolution:
    """What was resolved, by how many, with its number; refused without a quorum for this item."""
    counted, base = tally(motion), _require_quorum(item)
    year = be_year(clock.today())
    return Resolution(
        item=item,
        motion=motion,
        outcome=motion.outcome,
        facts=reasons.facts,
        criterion=reasons.criterion,
        consideration=reasons.consideration,
        votes_for=counted["for"],
        votes_against=counted["against"],
        abstained=counted["abstain"],
        members=base.members,
        present=base.present,
        needed=base.needed,
        presided_by=item.presider,
        resolved_at=clock.now(),
        resolved_by=actor.by_seat,
        year=year,
        number=next_number(f"resolution:{item.meeting.committee_id}", year),
    )


def _require_quorum(item: AgendaItem) -> quorum.Quorum:
    base = quorum.of_item(item)
    if not base.is_met:
        raise Invalid(
            _("There is no quorum for this item: %(present)s of %(members)s are here, %(needed)s are needed.")
            % {"present": base.present, "members": base.members, "needed": base.needed},
            code="no_quorum_for_item",
        )
    return base


def _tell(resolution: Resolution, actor: Actor) -> None:
    item = resolution.item
    subject = item.budget_request.subject if item.budget_request else item.subject
    facts: ResolutionFacts = {
        **about(item.meeting),
        "resolution": resolution.pk,
        "number": resolution.label,
        "outcome": resolution.outcome,
        "votes_for": resolution.votes_for,
        "votes_against": resolution.votes_against,
        "abstained": resolution.abstained,
        "present": resolution.present,
        "needed": resolution.needed,
        "reasons": [resolution.facts, resolution.criterion, resolution.consideration],
    }
    conditions = {"conditions": resolution.motion.conditions}
    note("resolution.made", item.meeting, actor, facts, subject=subject, personal=conditions)


def _require_reasons(motion: Motion, reasons: Reasons) -> None:
    missing = {
        name: _("A decision that is not a plain yes gives its reasons.")
        for name in ("facts", "criterion", "consideration")
        if not getattr(reasons, name).strip()
    }
    if motion.outcome in NEGATIVE and missing:
        raise ValidationError(missing)


def _member(item: AgendaItem, seat_id: int | None, actor: Actor) -> tuple[int, int]:
    """Whose vote or view it is, as person and seat: one's own, or of the member for whom the secretary writes it down.

    Whoever holds two seats of the committee has one vote, whichever seat is named.
    """
    named = Seat.objects.filter(pk=seat_id, organisation=item.meeting.committee_id).first() if seat_id else actor.seat
    person = named.person_id if named else None
    if person != actor.person_id:
        ITEM.require("record_for_another", actor, item)
    if permissions.is_recused(item, person):
        raise Invalid(_("You declared an interest in this item and take no part in it."), code="recused")
    seat = item.meeting.members.get(person or 0)
    if seat in {one.pk for one in reports.uncounted(item.meeting)}:
        raise Invalid(
            _("Two officials have yet to say that they saw the card of this member, who takes no part before that."),
            code="not_recognised",
            field="seat",
        )
    if person is None or seat is None or seat not in quorum.present_seats(item.meeting):
        raise Invalid(_("Only members who are present take part in an item."), code="not_present")
    return person, seat


def _open_motion(item: AgendaItem) -> Motion:
    return item.motions.get(is_carried=None)


@recorded
def dissent(resolution_id: int, *, text: str, seat_id: int | None = None, actor: Actor) -> Dissent:
    """Record a differing view with its reasons, while the meeting lasts (s.83)."""
    resolution = Resolution.objects.select_related("item__meeting__committee").get(pk=resolution_id)
    item = locked_item(resolution.item_id)
    ITEM.require("dissent", actor, item)
    person, seat = _member(item, seat_id, actor)
    if resolution.dissents.filter(person=person).exists():
        raise Conflict(_("The differing view of this member is on record already."), code="has_dissented")
    made = Dissent(
        resolution=resolution,
        seat_id=seat,
        person_id=person,
        text=text,
        recorded_at=clock.now(),
        recorded_by=actor.seat,
    )
    made.full_clean()
    made.save()
    papers.add_dissent(resolution, made, actor)
    facts: SeatFacts = {**about(item.meeting), "seat": seat}
    note("resolution.dissented", item.meeting, actor, facts, subject=item.subject)
    return made
