"""How the events of meetings read on a timeline."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from approvals.facts import (
    BallotedFacts,
    CalledFacts,
    CastFacts,
    ClosedFacts,
    ConfirmedFacts,
    CorrectedFacts,
    CountedFacts,
    InterestFacts,
    ItemFacts,
    LostFacts,
    MeetingFacts,
    MotionFacts,
    NumberedFacts,
    ObjectionFacts,
    OpenedFacts,
    PlannedFacts,
    ResolutionFacts,
    RulesFacts,
    SeatFacts,
)
from audit.events import Event, Variant, register


def _nobody_voted(facts: Mapping[str, object]) -> bool:
    """Without a vote for it, it was carried because nobody objected."""
    return not facts.get("votes_for")


def _was_equal(facts: Mapping[str, object]) -> bool:
    return facts.get("votes_for") == facts.get("votes_against")


register(
    "approvals",
    Event(
        "committee.rules_set",
        _("The committee adopted its own rules from {valid_from:date} ({adopted_by})."),
        facts=RulesFacts,
    ),
    Event("meeting.planned", _("A meeting of {committee} is being prepared."), facts=PlannedFacts),
    Event("meeting.called", _("A meeting was called for {scheduled_at:date}."), facts=CalledFacts),
    Event(
        "meeting.opened",
        _("Meeting {number} opened: {present} of {members} members here, {needed} needed."),
        facts=OpenedFacts,
    ),
    Event("meeting.closed", _("Meeting {number} was closed with its minutes."), facts=ClosedFacts, version=2),
    Event(
        "meeting.confirmed",
        _("Somebody who was there confirmed what meeting {number} resolved: {present} of {members} members were here."),
        facts=ConfirmedFacts,
    ),
    Event(
        "resolution.objected",
        _("A member objected to resolution {number}. Payment waits until the chair answers."),
        facts=ObjectionFacts,
        texts=("text",),
    ),
    Event(
        "resolution.answered",
        _("The objection to resolution {number} was answered; the resolution stands."),
        facts=ObjectionFacts,
        texts=("text",),
    ),
    Event("minutes.adopted", _("The minutes of meeting {number} were adopted."), facts=NumberedFacts),
    Event(
        "minutes.corrected",
        _("The minutes of meeting {number} were adopted with corrections and issued anew."),
        facts=CorrectedFacts,
    ),
    Event("meeting.called_off", _("The meeting was called off."), facts=MeetingFacts),
    Event(
        "item.listed",
        _("“{title}” was put on the agenda of {committee}."),
        facts=ItemFacts,
        texts=("title",),
        public=True,
    ),
    Event("item.struck", _("“{title}” was taken off the agenda."), facts=ItemFacts, texts=("title",)),
    Event("item.put_to_vote", _("A proposal was put to the vote."), facts=MotionFacts),
    # Which way is told with the others, when the votes are counted: members read these events.
    Event("item.voted", _("A member voted."), facts=SeatFacts, version=2, small=True),
    Event(
        "item.counted",
        _("The votes were counted: {votes_for} for, {votes_against} against, {abstained} abstained."),
        facts=CountedFacts,
    ),
    Event("item.chair_handed", _("Who presides left for this item; another presides over it."), facts=SeatFacts),
    Event("item.cast", _("Who presided cast the deciding vote."), facts=CastFacts),
    Event("item.lost", _("The proposal was not carried."), facts=LostFacts),
    Event("interest.declared", _("A member declared an interest and left for this item."), facts=InterestFacts),
    Event(
        "interest.balloted",
        _("The others voted in secret on whether the member may stay: {votes_for} of {others}."),
        facts=BallotedFacts,
    ),
    Event(
        "resolution.made",
        _(
            "{committee} resolved (resolution {number}): {votes_for} for, {votes_against} against, {abstained} abstained."
        ),
        facts=ResolutionFacts,
        texts=("conditions",),
        public=True,
        variants=(
            Variant(_nobody_voted, _("{committee} resolved (resolution {number}): nobody objected.")),
            Variant(
                _was_equal,
                _(
                    "{committee} resolved (resolution {number}): {votes_for} for, {votes_against} against, {abstained}"
                    " abstained; who presided had the deciding vote."
                ),
            ),
        ),
    ),
    Event("resolution.dissented", _("A member's differing view was recorded."), facts=SeatFacts),
    about=("item:", "meeting:", "resolution:"),
)
