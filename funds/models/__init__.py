"""Rows of the funds: what they own (`holdings`), the sealed ledger (`books`), the papers that move money (`vouchers`)."""

from funds.models.books import Account, Balance, DayNet, Entry, Hold, HoldResolution, Period, Posting
from funds.models.holdings import Expense, Fund, Income, MoneySource, SourceKind
from funds.models.vouchers import Evidence, Paper, Voucher, VoucherKind

__all__ = [
    "Account",
    "Balance",
    "DayNet",
    "Entry",
    "Evidence",
    "Expense",
    "Fund",
    "Hold",
    "HoldResolution",
    "Income",
    "MoneySource",
    "Paper",
    "Period",
    "Posting",
    "SourceKind",
    "Voucher",
    "VoucherKind",
]
