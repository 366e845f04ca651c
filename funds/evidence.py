"""Funds, their sources and every voucher are evidence: no baht moves on anything else."""

from audit.registry import Evidence, register
from funds.models import Fund, MoneySource, Voucher

register(
    "funds",
    Evidence(Fund),
    Evidence(MoneySource),
    Evidence(
        Voucher,
        changing=(
            "version",
            "state",
            "reason",
            "evidence",
            "evidence_reference",
            "evidence_blob_id",
            "like_id",
            "doubt",
            "hold_id",
            "entry_id",
            "reversal_id",
            "approved_at",
            "approved_by_id",
            "paid_at",
            "paid_by_id",
            "rejected_at",
            "rejected_by_id",
            "reversed_at",
            "reversed_by_id",
        ),
        personal=("payee", "memo", "reason", "doubt"),
        amounts=("amount",),
    ),
)
