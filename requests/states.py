"""How a request's state looks: a word, a colour and a shape."""

from __future__ import annotations

from requests.models import BudgetRequest
from requests.workflow import State

_KINDS = {
    State.DRAFT: "draft",
    State.RETURNED: "waits",
    State.DEFERRED: "stopped",
    State.CLOSED: "done",
    State.NOT_ENDORSED: "stopped",
    State.WITHDRAWN: "stopped",
    State.SUSPENDED: "wrong",
    State.TERMINATED: "wrong",
}


def tag(row: BudgetRequest) -> dict[str, str]:
    """What `components/state_tag.html` takes."""
    return {"word": str(row.get_state_display()), "kind": _KINDS.get(State(row.state), "moving")}
