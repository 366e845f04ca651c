"""The only writer of funds and vouchers: one function a verb.

A voucher's row is locked before its state is read; the ledger's accounts are locked after it.
"""

from __future__ import annotations

import datetime
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.errors import Invalid
from audit.log import record, recorded
from audit.machine import finish, lock
from documents import services as documents
from documents.models import Parcel
from documents.numbering import next_number
from funds import checks, effects, movements, papers
from funds.exports import FORMATS
from funds.facts import FundOpenedFacts, SourceOpenedFacts, VoucherFacts, VoucherMadeFacts, VoucherPaidFacts
from funds.models import Evidence, Expense, Fund, Income, MoneySource, Paper, SourceKind, Voucher, VoucherKind
from funds.models.vouchers import SERIES
from funds.parcels import BOOKS
from funds.verbs import FUND, VOUCHER
from jobs import clock
from ledger import door
from ledger.models import Entry, Hold
from people.actors import Actor
from people.models import Organisation, Person
from places.calendar import fiscal_year


@recorded
def open_fund(
    organisation: Organisation, *, code: str, name_th: str, name_en: str = "", opened_on: datetime.date, actor: Actor
) -> Fund:
    """Give a province's fund its book and its income accounts."""
    fund = Fund(
        organisation=organisation,
        province_id=organisation.province_id,
        code=code,
        name_th=name_th,
        name_en=name_en,
        opened_on=opened_on,
    )
    FUND.require("open_fund", actor, fund)
    fund.full_clean()
    fund.save()
    accounts = door.open_accounts(
        fund.book, [(fund.account_code(income), "income", None) for income in Income], opened_on=opened_on
    )
    facts = FundOpenedFacts(code=code, name=name_th, opened_on=opened_on, accounts=accounts)
    record("fund.opened", tree=fund.province_id, subject=fund.subject, actor=actor, facts=facts)
    return fund


@recorded
def open_source(
    fund: Fund, *, code: str, name: str, kind: SourceKind | str, restricted_purpose: str = "", actor: Actor
) -> MoneySource:
    """Add a source with its bank subaccount, which cannot go below zero, and its expense accounts."""
    _lock_fund(fund.pk)
    source = MoneySource(fund=fund, code=code, name=name, kind=kind, restricted_purpose=restricted_purpose)
    FUND.require("open_source", actor, source)
    source.full_clean()
    source.save()
    expenses = [(source.account_code(expense), "expense", None) for expense in Expense]
    accounts = door.open_accounts(fund.book, [(source.bank_code, "asset", 0), *expenses], opened_on=fund.opened_on)
    facts = SourceOpenedFacts(code=code, name=name, kind=kind, accounts=accounts)
    record("source.opened", tree=fund.province_id, subject=fund.subject, actor=actor, facts=facts)
    return source


def export_books(pk: int, *, form: str, actor: Actor) -> Parcel:
    """Ask for the books as a file of one of `FORMATS`; it is made in the background and kept for a week."""
    fund = Fund.objects.get(pk=pk)
    FUND.require("export_books", actor, fund)
    if form not in FORMATS:
        raise Invalid(_("The books are not made in this form."), code="unknown_form", field="form")
    return documents.ask_for_parcel(BOOKS, fund.subject, form=form, actor=actor)


@recorded
def make_voucher(key: UUID, paper: Paper, *, expense: Expense | str, hold: Hold | None = None, actor: Actor) -> Voucher:
    """Draft a payment voucher and number it. The same `key` again answers the first one."""
    _lock_fund(paper.source.fund_id)
    FUND.require("make_voucher", actor, paper.source)
    checks.require_plausible(paper, hold)
    earlier = _earlier(key, paper, VoucherKind.PAYMENT)
    if earlier:
        return earlier
    voucher = _draft(key, paper, VoucherKind.PAYMENT, actor, expense=expense, hold_id=hold and hold.pk)
    _tell("voucher.made", voucher, actor, VoucherMadeFacts({**_about(voucher), "hold": voucher.hold_id}))
    papers.issue_voucher(voucher, actor=actor)
    return voucher


@recorded
def approve(pk: int, *, version: int | None = None, actor: Actor) -> Voucher:
    """Allow a payment; another person than its maker."""
    voucher = lock(Voucher, pk, version=version)
    VOUCHER.require("approve", actor, voucher)
    voucher.approve()
    voucher.approved_at, voucher.approved_by = clock.now(), actor.person
    finish(voucher, fields=("approved_at", "approved_by"))
    _tell("voucher.approved", voucher, actor)
    papers.issue_payee_receipt(voucher, actor=actor)
    return voucher


@recorded
def reject(pk: int, *, reason: str, version: int | None = None, actor: Actor) -> Voucher:
    """Refuse a payment that has not been made; its number stays used."""
    voucher = lock(Voucher, pk, version=version)
    VOUCHER.require("reject", actor, voucher)
    checks.require_reason(reason)
    voucher.reject()
    voucher.reason = reason
    voucher.rejected_at, voucher.rejected_by = clock.now(), actor.person
    finish(voucher, fields=("rejected_at", "rejected_by", "reason"))
    _tell("voucher.rejected", voucher, actor)
    papers.cancel(voucher, actor=actor)
    return voucher


@recorded
def pay(
    pk: int,
    *,
    evidence: Evidence | str,
    evidence_reference: str,
    date: datetime.date | None = None,
    version: int | None = None,
    actor: Actor,
) -> Voucher:
    """Pay an approved voucher out of the ledger; a third person, with the payee's evidence.

    Raises InsufficientFunds when the source has less available, HoldExceeded when less is left of its commitment. In order:
    what the basis names is locked, then the voucher; right and evidence; the ledger's accounts, by id; the voucher with
    its entry; what it means to the basis, under the locks taken already; the head of the log. At most 50 statements.
    """
    voucher = _lock_with_basis(pk, version)
    VOUCHER.require("pay", actor, voucher)
    checks.require_evidence(evidence, evidence_reference)
    voucher.pay()
    entry = movements.pay(
        voucher.source,
        voucher.amount,
        expense=voucher.expense,
        date=checks.not_later(date),
        basis=voucher.basis,
        reference=f"voucher:{voucher.key}",
        hold=_hold_of(voucher),
        memo=voucher.memo,
        actor=actor,
    )
    voucher.entry_id, voucher.evidence, voucher.evidence_reference = entry.pk, evidence, evidence_reference
    voucher.paid_at, voucher.paid_by = clock.now(), actor.person
    finish(voucher, fields=("entry_id", "evidence", "evidence_reference", "paid_at", "paid_by"))
    _tell("voucher.paid", voucher, actor, VoucherPaidFacts({**_about(voucher), "evidence": evidence}))
    effects.after_paid(voucher, actor)
    return voucher


@recorded
def record_receipt(key: UUID, paper: Paper, *, income: Income | str, actor: Actor) -> Voucher:
    """Take money in under a numbered receipt voucher. The same `key` again answers the first one.

    Income "money returned" is a refund of what was paid out. In order: the fund's row is locked; what the same form made is
    looked for; the ledger's accounts, by id; the voucher with its number, whose counter stays locked; the paper; the head
    of the log. At most 40 statements.
    """
    _lock_fund(paper.source.fund_id)
    FUND.require("record_receipt", actor, paper.source)
    checks.require_plausible(paper)
    earlier = _earlier(key, paper, VoucherKind.RECEIPT)
    if earlier:
        return earlier
    entry = _take_in(key, paper, income, actor)
    voucher = _draft(key, paper, VoucherKind.RECEIPT, actor, income=income)
    voucher.receive()
    voucher.entry_id = entry.pk
    finish(voucher, fields=("entry_id",))
    _tell("voucher.received", voucher, actor)
    papers.issue_voucher(voucher, actor=actor)
    return voucher


def _take_in(key: UUID, paper: Paper, income: Income | str, actor: Actor) -> Entry:
    terms: dict[str, Any] = {
        "date": paper.date,
        "basis": paper.basis,
        "reference": f"voucher:{key}",
        "memo": paper.memo,
        "actor": actor,
    }
    if income == Income.RETURNED:
        return movements.take_back(paper.source, paper.amount, **terms)
    return movements.receive(paper.source, paper.amount, income=income, **terms)


@recorded
def reverse(pk: int, *, reason: str, version: int | None = None, actor: Actor) -> Voucher:
    """Undo a paid or received voucher by the exact mirror of its entry; the paper stays, marked."""
    voucher = _lock_with_basis(pk, version)
    VOUCHER.require("reverse", actor, voucher)
    checks.require_reason(reason)
    voucher.reverse()
    entry = Entry.objects.get(pk=cast("UUID", voucher.entry_id))
    mirror = movements.reverse(
        entry, reason=reason, basis=voucher.subject, reference=f"voucher:{voucher.key}:reversal", actor=actor
    )
    voucher.reversal_id, voucher.reason = mirror.pk, reason
    voucher.reversed_at, voucher.reversed_by = clock.now(), actor.person
    finish(voucher, fields=("reversal_id", "reason", "reversed_at", "reversed_by"))
    _tell("voucher.reversed", voucher, actor)
    papers.cancel(voucher, actor=actor)
    effects.after_reversed(voucher, actor)
    return voucher


@recorded
def close_period(fund: Fund, up_to: datetime.date, *, actor: Actor) -> int:
    """Close the books up to and including a day that has passed."""
    FUND.require("close_period", actor, fund)
    if up_to >= clock.today():
        raise Invalid(_("Only days that have passed can be closed."), code="day_not_passed")
    return door.close_period(fund.book, up_to, actor=actor)


def _lock_fund(fund_id: int) -> None:
    """One form at a time for each fund: the same form sent twice at once finds what the first one wrote."""
    # No key is locked: vouchers that are paid meanwhile go on referring to the fund.
    Fund.objects.select_for_update(no_key=True).get(pk=fund_id)


def _lock_with_basis(pk: int, version: int | None) -> Voucher:
    """The voucher, after what its basis names: locks go from the request down."""
    effects.lock_basis(Voucher.objects.values_list("basis", flat=True).get(pk=pk))
    return lock(Voucher, pk, version=version)


def _draft(key: UUID, paper: Paper, kind: VoucherKind, actor: Actor, **fields: Any) -> Voucher:
    fund, year = paper.source.fund, fiscal_year(paper.date)
    return Voucher.objects.create(
        key=key,
        kind=kind,
        fund=fund,
        source=paper.source,
        amount=paper.amount,
        payee=paper.payee,
        basis=paper.basis,
        memo=paper.memo,
        year=year,
        number=next_number(f"{SERIES[kind]}/{fund.code}", year),
        made_at=clock.now(),
        made_by=cast("Person", actor.person),
        **fields,
    )


def _earlier(key: UUID, paper: Paper, kind: VoucherKind) -> Voucher | None:
    """The voucher that the same form made before; ValidationError when it says something else."""
    voucher = Voucher.objects.filter(key=key).first()
    if voucher and (voucher.kind, voucher.source_id, voucher.amount) != (kind, paper.source.pk, paper.amount):
        raise Invalid(_("This was recorded before with other figures. Open the recorded one."), code="key_used")
    return voucher


def _hold_of(voucher: Voucher) -> Hold | None:
    return Hold.objects.get(pk=voucher.hold_id) if voucher.hold_id else None


def _about(voucher: Voucher) -> VoucherFacts:
    return {
        "number": voucher.label,
        "kind": voucher.kind,
        "amount": voucher.amount,
        "source": voucher.source.code,
        "basis": voucher.basis,
        "entry_id": voucher.entry_id,
    }


def _tell(event: str, voucher: Voucher, actor: Actor, facts: VoucherFacts | None = None) -> None:
    """Why it was rejected or reversed is told with that event alone: until then the row holds no reason."""
    texts = {"payee": voucher.payee, "memo": voucher.memo, "reason": voucher.reason}
    record(
        event,
        tree=voucher.fund.province_id,
        subject=voucher.subject,
        actor=actor,
        facts=facts or _about(voucher),
        personal=texts,
    )
