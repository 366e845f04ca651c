"""The only writers of meetings and resolutions: one function a verb. Locks go meeting → item → request."""

from approvals.services.calling import call, call_again, call_off
from approvals.services.deciding import (
    cast_vote,
    close_vote,
    dissent,
    put_to_vote,
    resolve_unopposed,
    vote,
)
from approvals.services.interests import declare, let_stay
from approvals.services.meetings import (
    list_item,
    open_meeting,
    plan,
    set_rules,
    strike_item,
)
from approvals.services.minutes import adopt, adopt_corrected, close

__all__ = [
    "adopt",
    "adopt_corrected",
    "call",
    "call_again",
    "call_off",
    "cast_vote",
    "close",
    "close_vote",
    "declare",
    "dissent",
    "let_stay",
    "list_item",
    "open_meeting",
    "plan",
    "put_to_vote",
    "resolve_unopposed",
    "set_rules",
    "strike_item",
    "vote",
]
