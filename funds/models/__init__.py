"""Rows of the funds: what they own (`holdings`) and the papers that move money (`vouchers`)."""

from funds.models.holdings import BANK, Expense, Fund, Income, MoneySource, SourceKind
from funds.models.vouchers import OF_PAYMENT, OF_RECEIPT, Evidence, Paper, Proof, Voucher, VoucherKind

__all__ = [
    "BANK",
    "OF_PAYMENT",
    "OF_RECEIPT",
    "Evidence",
    "Expense",
    "Fund",
    "Income",
    "MoneySource",
    "Paper",
    "Proof",
    "SourceKind",
    "Voucher",
    "VoucherKind",
]
