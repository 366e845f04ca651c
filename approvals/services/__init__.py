"""The only writers of meetings and resolutions: one function a verb. Locks go meeting → item → request."""

from approvals.services.calling import call, call_again, call_off
from approvals.services.confirming import answer_objections, confirm, raise_objection
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
from approvals.services.presiding import hand_chair

__all__ = [
    "adopt",
    "adopt_corrected",
    "answer_objections",
    "call",
    "call_again",
    "call_off",
    "cast_vote",
    "close",
    "close_vote",
    "confirm",
    "declare",
    "dissent",
    "hand_chair",
    "let_stay",
    "list_item",
    "open_meeting",
    "plan",
    "put_to_vote",
    "raise_objection",
    "resolve_unopposed",
    "set_rules",
    "strike_item",
    "vote",
]
