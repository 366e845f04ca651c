"""What a fund's money does: it comes in, goes out, is set aside, comes back. Each a movement of the ledger with its event.

Amounts are whole satang. `reference` makes each call happen once. What moves money or sets it aside answers the id of the
entry or hold, which is made at the end of the outermost service; every refusal is a class of `ledger.errors`.
"""

from __future__ import annotations

import datetime
from uuid import UUID

from audit.log import Author, recorded
from funds.models import Expense, Fund, Income, MoneySource
from ledger import door, errors
from ledger.door import Side, Terms
from ledger.models import Entry, Hold


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
) -> UUID:
    """Take money in: the source's bank account rises."""
    terms = Terms(kind="receipt", date=date, basis=basis, reference=reference)
    return _move("money.received", source, _in(source, amount, income), terms, actor, memo)


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
    hold: UUID | None = None,
    memo: str = "",
) -> UUID:
    """Pay out of a source, consuming as much of `hold` when it is given.

    Raises InsufficientFunds when less is available after what is set aside for others, HoldExceeded when less is left
    of the hold.
    """
    sides = [(source.account_code(expense), amount), (source.bank_code, -amount)]
    terms = Terms(kind="payment", date=date, basis=basis, reference=reference, hold=hold)
    return _move("money.paid", source, sides, terms, actor, memo)


@recorded
def take_back(
    source: MoneySource, amount: int, *, date: datetime.date, basis: str, reference: str, actor: Author, memo: str = ""
) -> UUID:
    """Take unspent money back from who received it."""
    terms = Terms(kind="refund", date=date, basis=basis, reference=reference)
    return _move("money.returned", source, _in(source, amount, Income.RETURNED), terms, actor, memo)


@recorded
def reverse(entry: Entry, *, reason: str, basis: str, reference: str, actor: Author) -> UUID:
    """Undo an entry by its exact mirror, once; the hold that it consumed stays consumed.

    Raises AlreadyReversed, NotAMirror when the entry is itself a reversal, InsufficientFunds when the money is gone.
    """
    book = Fund.objects.get(code=entry.book).book
    return door.reverse(book, entry, reason=reason, basis=basis, reference=reference, actor=actor)


@recorded
def commit(source: MoneySource, amount: int, *, basis: str, reference: str, actor: Author) -> UUID:
    """Set money of `source` aside for what `basis` names, such as a resolution.

    Raises InsufficientFunds when less than `amount` is available after other holds.
    """
    return door.set_aside(
        "money.committed",
        source.fund.book,
        source.bank_code,
        amount,
        basis=basis,
        reference=reference,
        actor=actor,
        facts={"source": source.code},
    )


@recorded
def release(hold: Hold, amount: int | None = None, *, basis: str, reference: str, actor: Author) -> int:
    """Give back `amount`, or all that remains, of a hold; answers how much that was.

    Raises HoldExceeded when less remains.
    """
    book = Fund.objects.get(code=hold.account.book).book
    return door.release(book, hold, amount, basis=basis, reference=reference, actor=actor)


def _in(source: MoneySource, amount: int, income: Income | str) -> list[Side]:
    return [(source.bank_code, amount), (source.fund.account_code(income), -amount)]


def _move(event: str, source: MoneySource, sides: list[Side], terms: Terms, actor: Author, memo: str) -> UUID:
    """The first side is the one that gains."""
    if sides[0][1] <= 0:
        raise errors.NotAnAmount
    return door.post(
        event,
        source.fund.book,
        sides,
        terms,
        actor=actor,
        facts={"source": source.code},
        memo=memo,
    )
