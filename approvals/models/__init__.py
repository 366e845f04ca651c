from approvals.models.confirming import Confirmation, Objection
from approvals.models.decisions import Choice, Dissent, Motion, Outcome, Resolution, Vote
from approvals.models.meetings import (
    AgendaItem,
    Attendance,
    CommitteeRules,
    Interest,
    InterestKind,
    ItemKind,
    Meeting,
    MeetingMode,
    MeetingNotice,
    Presence,
)
from approvals.models.minutes import Minutes

__all__ = [
    "AgendaItem",
    "Attendance",
    "Choice",
    "CommitteeRules",
    "Confirmation",
    "Dissent",
    "Interest",
    "InterestKind",
    "ItemKind",
    "Meeting",
    "MeetingMode",
    "MeetingNotice",
    "Minutes",
    "Motion",
    "Objection",
    "Outcome",
    "Presence",
    "Resolution",
    "Vote",
]
