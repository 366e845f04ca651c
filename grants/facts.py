"""What the events of offers, agreements and payments tell. Amounts are whole satang, `funder` is an organisation's name."""

from __future__ import annotations

from datetime import date
from typing import TypedDict


class FunderAmountFacts(TypedDict):
    funder: str
    amount: int


class RefundReceivedFacts(FunderAmountFacts):
    """`evidence_sha256` is of the file that proves what came back to an agency; "" where the voucher has it."""

    returned_on: date
    evidence_sha256: str


class AskedFacts(FunderAmountFacts):
    due_on: date


class OfferFacts(FunderAmountFacts):
    """`amount` is what is offered: 0 until it is."""

    offer: int


class LineAmount(TypedDict):
    """`line` is the line's place in the budget."""

    line: int
    amount: int


class OfferMadeFacts(OfferFacts):
    """`basis` is the board's resolution; "" for an agency, which answers by itself."""

    lines: list[LineAmount]
    basis: str


class OfferDeclinedFacts(OfferFacts):
    basis: str


class AgreementFacts(TypedDict):
    number: str
    amount: int


class PartySignedFacts(TypedDict):
    """Told until signatures were places on a paper (`document.signed`); old logs hold it."""

    party: str
    number: str


class InstalmentFacts(FunderAmountFacts):
    """`number` counts the instalments of one offer."""

    instalment: int
    number: int


class InstalmentUnpaidFacts(InstalmentFacts):
    """`voucher` as people say it; "" when the agency paid by itself."""

    voucher: str


class InstalmentPaidFacts(InstalmentUnpaidFacts):
    """`evidence_sha256` is of the file that proves an agency's own payment; "" where the voucher has it."""

    evidence_sha256: str


class ReportFacts(InstalmentFacts):
    spent: int


class ReportSentFacts(ReportFacts):
    """`final`: no further instalment follows."""

    final: bool
