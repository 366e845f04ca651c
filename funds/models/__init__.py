"""Rows of the funds: what they own (`holdings`) and the papers that move money (`vouchers`)."""

from funds.models.holdings import Expense, Fund, Income, MoneySource, SourceKind
from funds.models.vouchers import Evidence, Paper, Voucher, VoucherKind

__all__ = [
    "Evidence",
    "Expense",
    "Fund",
    "Income",
    "MoneySource",
    "Paper",
    "SourceKind",
    "Voucher",
    "VoucherKind",
]
