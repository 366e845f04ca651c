"""What the events of funds, their money and their vouchers tell. Amounts are whole satang, `source` is a source's code."""

from __future__ import annotations

from datetime import date
from typing import TypedDict
from uuid import UUID

from ledger.facts import HeldFacts, OpenedAccount, PostedFacts


class FundOpenedFacts(TypedDict):
    code: str
    name: str
    opened_on: date
    accounts: list[OpenedAccount]


class SourceOpenedFacts(TypedDict):
    code: str
    name: str
    kind: str
    accounts: list[OpenedAccount]


class MoneyMovedFacts(PostedFacts):
    source: str


class MoneySetAsideFacts(HeldFacts):
    source: str


class VoucherFacts(TypedDict):
    """`number` as people say it, `basis` what the voucher pays or takes in; `entry_id` names its entry once there is one."""

    number: str
    kind: str
    amount: int
    source: str
    basis: str
    entry_id: UUID | None


class VoucherMadeFacts(VoucherFacts):
    """`hold` is what was set aside for it, and will be used up by paying it."""

    hold: UUID | None


class VoucherPaidFacts(VoucherFacts):
    """`evidence` is what kind of evidence the cashier saw; its file is kept under `evidence_sha256`."""

    evidence: str
    evidence_sha256: str


class VoucherDoubtedFacts(TypedDict):
    """`other` is the payment whose evidence looks the same, or says the same number."""

    number: str
    other: str
    amount: int


class VoucherReceivedFacts(VoucherFacts):
    """`evidence_sha256` is of the letter or slip that came with the money; "" where another room says why it came."""

    evidence: str
    evidence_sha256: str
