"""Who promised what, what was agreed, paid, reported and given back is evidence, satang by satang."""

from audit.registry import Evidence, register
from grants.models import Agreement, Instalment, Offer, OfferLine, Question, Refund, Report, ReportLine

register(
    "grants",
    Evidence(
        Offer,
        changing=(
            "version",
            "state",
            "amount",
            "channel",
            "source_id",
            "conditions",
            "reason",
            "basis",
            "hold_id",
            "due_on",
            "answered_at",
            "answered_by_id",
        ),
        amounts=("asked_amount", "amount"),
    ),
    Evidence(OfferLine, amounts=("amount",)),
    Evidence(Question, changing=("answer", "answered_at", "answered_by_id"), personal=("text", "answer")),
    Evidence(Agreement, changing=("version", "state", "document_id", "facts_sha256", "due_on"), amounts=("amount",)),
    Evidence(
        Instalment,
        changing=("version", "state", "due_on", "voucher_id", "paid_on", "evidence", "evidence_blob_id"),
        amounts=("amount",),
    ),
    Evidence(
        Report,
        changing=("version", "state", "answer"),
        personal=("narrative", "answer"),
        amounts=("spent",),
    ),
    Evidence(ReportLine, amounts=("spent",)),
    Evidence(
        Refund,
        changing=("returned_at", "returned_on", "returned_by_id", "voucher_id", "evidence", "evidence_blob_id"),
        amounts=("amount",),
    ),
)
