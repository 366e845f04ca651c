"""How the events of meetings read on a timeline."""

from django.utils.translation import gettext_lazy as _

from approvals.facts import (
    BallotedFacts,
    CalledFacts,
    CastFacts,
    CorrectedFacts,
    InterestFacts,
    ItemFacts,
    LostFacts,
    MeetingFacts,
    MotionFacts,
    NumberedFacts,
    OpenedFacts,
    PlannedFacts,
    ResolutionFacts,
    RulesFacts,
    SeatFacts,
    VotedFacts,
)
from audit.events import Event, register

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
    Event("meeting.closed", _("Meeting {number} was closed with its minutes."), facts=NumberedFacts),
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
    Event("item.voted", _("A member voted."), facts=VotedFacts, small=True),
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
    ),
    Event("resolution.dissented", _("A member's differing view was recorded."), facts=SeatFacts),
)
