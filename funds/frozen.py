"""What the papers of a voucher freeze for ever. Amounts are satang, days ISO dates."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from documents.frozen import MoneyLine, Sender, Signatory

# Rises with each change of shape below; a paper keeps the one it was frozen under.
VERSION = 1


class Cancelled(TypedDict):
    """Why the paper holds no longer: the voucher was rejected or reversed."""

    on: str
    state: str
    reason: str


class VoucherPaper(TypedDict):
    """A voucher as it was made; `account` is the code of its kind of expense or income."""

    number: str
    date: str
    sender: Sender
    fund: str
    source: str
    payee: str
    amount: int
    kind: str
    basis: str
    account: str
    is_payment: bool
    lines: list[MoneyLine]
    persons: list[Signatory]
    cancelled: NotRequired[Cancelled]


class PayeeReceipt(VoucherPaper):
    """The form on which the payee acknowledges the money paid under `voucher`."""

    voucher: str
