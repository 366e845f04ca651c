"""The only writer of funds and vouchers: one function a verb."""

from funds.models import Paper, Proof
from funds.services.holdings import close_period, export_books, open_fund, open_source
from funds.services.vouchers import approve, make_voucher, pay, record_receipt, reject, reverse

__all__ = [
    "Paper",
    "Proof",
    "approve",
    "close_period",
    "export_books",
    "make_voucher",
    "open_fund",
    "open_source",
    "pay",
    "record_receipt",
    "reject",
    "reverse",
]
