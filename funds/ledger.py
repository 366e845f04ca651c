"""The only door to the ledger: every movement of money with its basis, its reference and its event.

Amounts are whole satang. `reference` makes each call happen once: the same call again answers the first row, another
call under the same reference raises IdempotencyMismatch. Every refusal is a class of `funds.errors`.
"""

from __future__ import annotations

import datetime
import json
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError, connection, transaction

from audit.log import Author, record, recorded
from funds import errors
from funds.models import Account, Entry, Expense, Fund, Hold, Income, MoneySource
from jobs import clock
from thai.money import MAX_SATANG

Facts = dict[str, Any]
Side = tuple[str, int]


@recorded
def open_accounts(fund: Fund, accounts: list[tuple[str, str, int | None]], *, opened_on: datetime.date) -> list[Facts]:
    """Open accounts given as (code, kind, floor); answers the facts that the caller's event must tell."""
    for code, kind, floor in accounts:
        arguments = [code, fund.code, fund.province_id, kind, floor, opened_on]
        _call("ledger.ledger_open_account(%s, %s, %s, %s, %s::bigint, %s::date)", arguments)
    return [{"code": code, "book": fund.code, "kind": kind, "floor": floor} for code, kind, floor in accounts]


@recorded
def receive(
    source: MoneySource,
    amount: int,
    *,
    income: Income | str,
    date: datetime.date,
    basis: str,
    reference: str,
    actor: Author,
    memo: str = "",
) -> Entry:
    """Take money in: the source's bank account rises."""
    _require_amount(amount)
    sides = [(source.bank_code, amount), (source.fund.account_code(income), -amount)]
    return _post("money.received", source, sides, _Terms("receipt", date, basis, reference), actor, memo=memo)


@recorded
def pay(
    source: MoneySource,
    amount: int,
    *,
    expense: Expense | str,
    date: datetime.date,
    basis: str,
    reference: str,
    actor: Author,
    hold: Hold | None = None,
    memo: str = "",
) -> Entry:
    """Pay out of a source, consuming as much of `hold` when it is given.

    Raises InsufficientFunds when less is available after what is set aside for others, HoldExceeded when less is left
    of the hold.
    """
    _require_amount(amount)
    sides = [(source.account_code(expense), amount), (source.bank_code, -amount)]
    return _post("money.paid", source, sides, _Terms("payment", date, basis, reference, hold=hold), actor, memo=memo)


@recorded
def take_back(
    source: MoneySource, amount: int, *, date: datetime.date, basis: str, reference: str, actor: Author, memo: str = ""
) -> Entry:
    """Take unspent money back from who received it."""
    _require_amount(amount)
    sides = [(source.bank_code, amount), (source.fund.account_code(Income.RETURNED), -amount)]
    return _post("money.returned", source, sides, _Terms("refund", date, basis, reference), actor, memo=memo)


@recorded
def reverse(
    entry: Entry, *, reason: str, basis: str, reference: str, actor: Author, date: datetime.date | None = None
) -> Entry:
    """Undo an entry by its exact mirror, once; the hold that it consumed stays consumed.

    Raises AlreadyReversed, NotAMirror when the entry is itself a reversal, InsufficientFunds when the money is gone.
    """
    fund = Fund.objects.get(code=entry.book)
    sides = [(posting.account.code, -posting.amount) for posting in entry.postings.select_related("account")]
    terms = _Terms("reversal", date or clock.today(), basis, reference, reverses=entry.pk)
    return _post("entry.reversed", fund, sides, terms, actor, reason=reason)


@recorded
def commit(source: MoneySource, amount: int, *, basis: str, reference: str, actor: Author) -> Hold:
    """Set money of `source` aside for what `basis` names, such as a resolution.

    Raises InsufficientFunds when less than `amount` is available after other holds.
    """
    _require_amount(amount)
    account = Account.objects.get(code=source.bank_code)
    told = _answer(
        "ledger.ledger_hold(%s, %s, %s::bigint, %s::date, %s, %s)",
        [uuid4(), account.pk, amount, clock.today(), basis, reference],
    )
    hold_id = UUID(told["facts"]["id"])
    if not told["replayed"]:
        facts = {"amount": amount, "source": source.code, "hold": told["facts"]}
        _tell("money.committed", source.fund, actor, facts, hold_id)
    return Hold.objects.get(pk=hold_id)


@recorded
def release(hold: Hold, amount: int | None = None, *, basis: str, reference: str, actor: Author) -> int:
    """Give back `amount`, or all that remains, of a hold; answers how much that was.

    Raises HoldExceeded when less remains.
    """
    amount = hold.remaining if amount is None else amount
    if amount == 0:
        return 0
    _require_amount(amount)
    told = _answer(
        "ledger.ledger_resolve_hold(%s, %s, %s::bigint, %s::date, %s, %s)",
        [uuid4(), hold.pk, amount, clock.today(), basis, reference],
    )
    if not told["replayed"]:
        fund = Fund.objects.get(code=hold.account.book)
        facts = {"amount": amount, "release": told["facts"]}
        _tell("money.released", fund, actor, facts, UUID(told["facts"]["id"]))
    return amount


@recorded
def close_period(fund: Fund, up_to: datetime.date, *, actor: Author) -> int:
    """Close the fund's book up to and including a day; answers the number of the closed period."""
    number = int(_call("ledger.ledger_close_period(%s, %s::date)", [fund.code, up_to]))
    facts = {"period": {"book": fund.code, "n": number, "ends_on": up_to}}
    record("period.closed", tree=fund.province_id, subject=fund.subject, actor=actor, facts=facts)
    return number


def _require_amount(amount: int) -> None:
    """A negative receipt would be a payment that nobody approved."""
    if not 0 < amount <= MAX_SATANG:
        raise errors.NotAnAmount


class _Terms:
    """What an entry says beside its two sides."""

    def __init__(
        self,
        kind: str,
        date: datetime.date,
        basis: str,
        reference: str,
        *,
        hold: Hold | None = None,
        reverses: UUID | None = None,
    ) -> None:
        self.kind, self.date, self.basis, self.reference = kind, date, basis, reference
        self.hold, self.reverses = hold, reverses


def _post(
    event: str, owner: MoneySource | Fund, sides: list[Side], terms: _Terms, actor: Author, **texts: str
) -> Entry:
    fund = owner.fund if isinstance(owner, MoneySource) else owner
    amount = sum(side for _code, side in sides if side > 0)
    told = _answer(
        "ledger.ledger_post(%s, %s, %s::date, %s, %s, %s, %s, %s::bigint[], %s::bigint[], %s, %s::bigint)",
        [
            uuid4(),
            fund.code,
            terms.date,
            terms.kind,
            terms.basis,
            terms.reference,
            terms.reverses,
            _account_ids(sides),
            [side for _code, side in sides],
            terms.hold and terms.hold.pk,
            amount if terms.hold else None,
        ],
    )
    entry_id = UUID(told["facts"]["id"])
    if not told["replayed"]:
        facts = {"amount": amount, "entry": told["facts"]}
        if isinstance(owner, MoneySource):
            facts["source"] = owner.code
        _tell(event, fund, actor, facts, entry_id, **texts)
    return Entry.objects.get(pk=entry_id)


def _account_ids(sides: list[Side]) -> list[int]:
    """In the order of `sides`; an account that is missing stays out, which the ledger then refuses."""
    codes = [code for code, _amount in sides]
    ids = dict(Account.objects.filter(code__in=codes).values_list("code", "id"))
    return [ids[code] for code in codes if code in ids]


def _tell(event: str, fund: Fund, actor: Author, facts: Facts, row_id: UUID, **texts: str) -> None:
    record(
        event, tree=fund.province_id, subject=fund.subject, actor=actor, facts=facts, personal=texts, entry_id=row_id
    )


def _answer(call: str, arguments: list[Any]) -> Facts:
    told: Facts = json.loads(_call(call, arguments))
    return told


def _call(call: str, arguments: list[Any]) -> Any:
    """Run one stored function in a savepoint, so that the caller can go on after a refusal."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT {call}", arguments)
            return cursor.fetchone()[0]
    except DatabaseError as error:
        refusal = errors.refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error
