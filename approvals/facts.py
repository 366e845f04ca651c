"""What the events of meetings tell. `seat`, `item` and `resolution` are keys: the log names nobody."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict


class RulesFacts(TypedDict):
    """`adopted_by` is the resolution that changed them, as its committee names it."""

    valid_from: date
    adopted_by: str


class MeetingFacts(TypedDict):
    """Which meeting, of whom."""

    meeting: int
    committee: str


class PlannedFacts(MeetingFacts):
    scheduled_at: datetime


class CalledFacts(PlannedFacts):
    """`told` is how many members got the notice."""

    told: int


class OpenedFacts(MeetingFacts):
    """Of `members` who vote, `present` were there and `needed` had to be."""

    number: str
    present: int
    members: int
    needed: int


class ClosedFacts(MeetingFacts):
    """`resolutions` are the numbers of what was resolved."""

    number: str
    resolutions: list[str]


class ConfirmedFacts(ClosedFacts):
    """What somebody says was so: the quorum at the opening, and the resolutions they presided over or saw."""

    present: int
    members: int
    needed: int


class NumberedFacts(MeetingFacts):
    """`number` is that of the meeting whose minutes it is about."""

    number: str


class CorrectedFacts(NumberedFacts):
    """`round` counts the minutes of that meeting: the first were 1."""

    round: int


class ItemFacts(MeetingFacts):
    item: int


class MotionFacts(MeetingFacts):
    """`round` counts the motions on the item."""

    outcome: str
    round: int


class LostFacts(MeetingFacts):
    outcome: str


class SeatFacts(MeetingFacts):
    seat: int


class ToldVote(TypedDict):
    """How one member voted, once the votes are counted."""

    seat: int
    choice: str


class CountedFacts(MotionFacts):
    """The votes as they were given, told when nobody votes any more."""

    votes_for: int
    votes_against: int
    abstained: int
    votes: list[ToldVote]


class CastFacts(MeetingFacts):
    choice: str


class InterestFacts(SeatFacts):
    kind: str


class BallotedFacts(SeatFacts):
    """`seat` is whose staying it was about; of `others`, `votes_for` let them stay."""

    votes_for: int
    others: int


class ObjectionFacts(MeetingFacts):
    """`number` is that of the resolution."""

    number: str
    objection: int


class ResolutionFacts(MeetingFacts):
    """`reasons` are facts, criterion and consideration: the law opens them."""

    resolution: int
    number: str
    outcome: str
    votes_for: int
    votes_against: int
    abstained: int
    present: int
    needed: int
    reasons: list[str]
