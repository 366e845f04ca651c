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
    "Dissent",
    "Interest",
    "InterestKind",
    "ItemKind",
    "Meeting",
    "MeetingMode",
    "MeetingNotice",
    "Minutes",
    "Motion",
    "Outcome",
    "Presence",
    "Resolution",
    "Vote",
]
