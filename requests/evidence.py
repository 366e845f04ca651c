"""A request is evidence from its submission on, by its life and its revisions: what is being written is not.

Its budget lines are evidence once a committee has endorsed them, for whatever is given and spent points at the rows. When a
request goes back to be written on, its lines are let go, on record, until they are endorsed again.
"""

from audit.registry import Evidence, exempt, register
from requests.models import (
    Activity,
    Attachment,
    Batch,
    Brought,
    BudgetLine,
    BudgetRequest,
    Defect,
    DefectList,
    Demand,
    Indicator,
    MoneyPart,
    Objective,
    OpenFile,
    Revision,
    TargetGroup,
)

WRITTEN = "what is being written; each submission froze it in a revision"
_LIFE = {
    "id",
    "state",
    "province_id",
    "organisation_id",
    "call_id",
    "filed_by_id",
    "created_at",
    "receipt_number",
    "open_title",
    "received_on",
    "stage_id",
    "owner_id",
    "due_on",
    "endorsed_amount",
    "endorsed_basis",
    "is_invented",
}

register(
    "requests",
    Evidence(
        BudgetRequest,
        changing=(
            "state",
            "receipt_number",
            "open_title",
            "received_on",
            "stage_id",
            "owner_id",
            "due_on",
            "endorsed_amount",
            "endorsed_basis",
        ),
        without={
            str(one.column): WRITTEN for one in BudgetRequest._meta.local_concrete_fields if one.column not in _LIFE
        },
        amounts=("endorsed_amount",),
        when="{r}.receipt_number <> ''",
    ),
    Evidence(BudgetLine, changing=("endorsed",), amounts=("amount", "endorsed"), when="{r}.endorsed IS NOT NULL"),
    Evidence(Revision, changing=("document_id",), personal=("content",)),
    Evidence(Attachment, changing=("removed_at", "removed_by_id"), personal=("title",)),
    Evidence(
        OpenFile,
        changing=("released_at", "released_by_id", "taken_back_at", "taken_back_by_id"),
        personal=("alt", "allowed_by"),
    ),
    Evidence(DefectList),
    Evidence(Demand),
    Evidence(Defect, changing=("answer", "resolved_at", "resolved_by_id"), personal=("text", "answer")),
)
exempt("requests", dict.fromkeys((Batch, Brought), "how requests came in; each begun one has its own events"))
exempt("requests", dict.fromkeys((Activity, Indicator, MoneyPart, Objective, TargetGroup), WRITTEN))
