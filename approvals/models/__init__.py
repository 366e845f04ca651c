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

__all__ = [
    "AgendaItem", "Attendance", "Choice", "CommitteeRules", "Dissent", "Interest", "InterestKind", "ItemKind",
    "Meeting", "MeetingMode", "MeetingNotice", "Motion", "Outcome", "Presence", "Resolution", "Vote",
]  # fmt: skip
