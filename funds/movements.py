"""What a fund's money does: it comes in, goes out, is set aside, comes back. Each is a function of the database that reads its own
evidence (`funds/sql/money.sql`), called at the end of the outermost service; every refusal is a class of `ledger.errors`.

What moves money or sets it aside answers the id of the entry or hold, which follows from its reference.
"""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from audit.log import Author
from funds import effects
from funds.models import Expense, Fund, Income, MoneySource, Voucher
from jobs import clock
from ledger import door
from ledger.models import Hold

_OF_SOURCE = "source"


def pay(voucher: Voucher, day: datetime.date, *, actor: Author) -> UUID:
    """Pay an approved voucher out of its source, by the function of the room that its basis belongs to; it moves along.

    Raises InsufficientFunds when less is available after what is set aside for others, HoldExceeded when less is left of
    its hold.
    """
    entry = door.row_of("entry", _reference(voucher))
    _with(voucher, effects.payment_of(voucher.basis), [voucher.pk, entry, day], event="money.paid", actor=actor)
    return entry


def take_in(voucher: Voucher, day: datetime.date, *, actor: Author) -> UUID:
    """Take money in under a receipt voucher, which moves along: the bank account of its source rises."""
    entry = door.row_of("entry", _reference(voucher))
    arguments = [voucher.pk, entry, day]
    if voucher.income == Income.RETURNED:
        _with(voucher, "funds.receive_voucher", arguments, event="money.returned", actor=actor)
    else:
        _with(voucher, "funds.receive_voucher", arguments, event="money.received", actor=actor)
    return entry


def reverse(voucher: Voucher, reason: str, *, actor: Author) -> UUID:
    """Undo a voucher's entry by its exact mirror, once, and move it along; the hold that it consumed stays consumed.

    Raises AlreadyReversed, InsufficientFunds when the money is gone.
    """
    mirror = door.row_of("entry", f"{_reference(voucher)}:reversal")
    door.move(
        "funds.reverse_voucher",
        [voucher.pk, mirror, clock.today(), reason],
        event="entry.reversed",
        facts=door.ENTRY,
        book=voucher.fund.book,
        actor=actor,
        texts={"reason": reason},
    )
    return mirror


def set_aside(function: str, row: int, source: MoneySource, amount: int, *, reference: str, actor: Author) -> UUID:
    """Set money of `source` aside for a row of another room, by that room's function.

    Raises InsufficientFunds when less than `amount` is available after other holds.
    """
    made = door.row_of("hold", reference)
    arguments = [row, made, amount, clock.today(), reference]
    facts = [*door.HOLD, _OF_SOURCE]
    door.move(function, arguments, event="money.committed", facts=facts, book=source.fund.book, actor=actor)
    return made


def release(function: str, row: int, hold: Hold, *, basis: str, reference: str, actor: Author) -> int:
    """Give back all that remains of a hold, by the function of the room that had it set aside; answers how much that is.

    Raises HoldExceeded when less remains by then.
    """
    amount = hold.remaining
    if amount:
        book = Fund.objects.get(code=hold.account.book).book
        made = door.row_of("release", reference)
        arguments = [row, hold.pk, made, amount, clock.today(), basis, reference]
        door.move(function, arguments, event="money.released", facts=door.RELEASE, book=book, actor=actor)
    return amount


def open_fund(fund: Fund, *, actor: Author) -> None:
    """Give a fund its income accounts; this is told with them."""
    facts = [*door.ACCOUNTS, "code", "name", "opened_on"]
    arguments = [fund.pk, list(Income.values)]
    door.move("funds.open_fund", arguments, event="fund.opened", facts=facts, book=fund.book, actor=actor)


def open_source(source: MoneySource, *, actor: Author) -> None:
    """Give a source its bank subaccount, which cannot go below zero, and its expense accounts; this is told with them."""
    facts = [*door.ACCOUNTS, "code", "kind", "name"]
    arguments = [source.pk, list(Expense.values)]
    book = source.fund.book
    door.move("funds.open_source", arguments, event="source.opened", facts=facts, book=book, actor=actor)


def close_period(fund: Fund, up_to: datetime.date, *, actor: Author) -> None:
    """Close the books up to and including a day that has passed."""
    arguments = [fund.pk, up_to]
    door.move("funds.close_period", arguments, event="period.closed", facts=door.PERIOD, book=fund.book, actor=actor)


def _reference(voucher: Voucher) -> str:
    return f"voucher:{voucher.key}"


def _with(voucher: Voucher, function: str, arguments: list[Any], *, event: str, actor: Author) -> None:
    facts, texts = [*door.ENTRY, _OF_SOURCE], {"memo": voucher.memo}
    door.move(function, arguments, event=event, facts=facts, book=voucher.fund.book, actor=actor, texts=texts)
