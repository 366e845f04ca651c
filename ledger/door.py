"""The only door to the ledger: every movement of money with its basis, its reference and its event.

Amounts are whole satang. `reference` makes each call happen once: the same call again is the first one, another call under
the same reference raises IdempotencyMismatch. The rows' ids follow from their references, so that they are known before.

A movement is made at the end of the outermost service, in the place of its event: it takes the head of the province's tree,
behind which nothing else may be locked. Every refusal is a class of `ledger.errors`, and ends the service.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import DatabaseError, connection

from audit.log import Author, Telling, at_its_end, recorded, telling
from jobs import clock
from ledger import errors
from ledger.facts import OpenedAccount
from ledger.models import Entry, Hold
from thai.money import MAX_SATANG
from wiring.refs import Ref

# Of this and its reference the id of a row is made.
_ROWS = UUID("8e3c1f7a-6a0d-4f43-9d1b-57f2c9a4be10")
# The code of an account and what it gains; debits are positive.
Side = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Book:
    """Accounts that are kept together. `tree` is the log that tells of them, `subject` whose events they are."""

    code: str
    tree: str
    subject: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an entry says beside its sides. `hold` is consumed by as much as the entry moves."""

    kind: str
    date: datetime.date
    basis: str
    reference: str
    hold: UUID | None = None
    reverses: UUID | None = None


@recorded
def open_accounts(
    book: Book, accounts: Sequence[tuple[str, str, int | None]], *, opened_on: datetime.date
) -> list[OpenedAccount]:
    """Open accounts given as (code, kind, floor); answers the facts that the caller's event must tell."""
    for code, kind, floor in accounts:
        arguments = [code, book.code, book.tree, kind, floor, opened_on]
        _call("ledger.open_account(%s, %s, %s, %s, %s::bigint, %s::date)", arguments)
    return [{"code": code, "book": book.code, "kind": kind, "floor": floor} for code, kind, floor in accounts]


@recorded
def post(
    event: str,
    book: Book,
    sides: Sequence[Side],
    terms: Terms,
    *,
    actor: Author,
    facts: Mapping[str, str] | None = None,
    **texts: str,
) -> UUID:
    """Move money between accounts of a book, told by `event` with the entry, further `facts` and personal `texts`.

    Answers the entry's id. Raises InsufficientFunds when an account would fall below its floor after what is set aside in
    it, HoldExceeded when less is left of the hold.
    """
    amount = _require_amount(sum(side for _code, side in sides if side > 0))
    more = dict(facts or {})
    told = _told(event, book, actor, ("amount", "entry", *more), texts)
    row = _row("entry", terms.reference)
    _move(
        "post(%s, %s, %s::date, %s, %s, %s, %s, %s::text[], %s::bigint[], %s, %s::bigint, %s::text[]",
        [
            row,
            book.code,
            terms.date,
            terms.kind,
            terms.basis,
            terms.reference,
            terms.reverses,
            [code for code, _side in sides],
            [side for _code, side in sides],
            terms.hold,
            amount if terms.hold else None,
            _pairs(more),
        ],
        told,
    )
    return row


@recorded
def reverse(
    book: Book,
    entry: Entry,
    *,
    reason: str,
    basis: str,
    reference: str,
    actor: Author,
    date: datetime.date | None = None,
) -> UUID:
    """Undo an entry by its exact mirror, once; the hold that it consumed stays consumed.

    Raises AlreadyReversed, NotAMirror when the entry is itself a reversal, InsufficientFunds when the money is gone.
    """
    sides = [(posting.account.code, -posting.amount) for posting in entry.postings.select_related("account")]
    terms = Terms(kind="reversal", date=date or clock.today(), basis=basis, reference=reference, reverses=entry.pk)
    return post("entry.reversed", book, sides, terms, actor=actor, reason=reason)


@recorded
def set_aside(
    event: str,
    book: Book,
    account: str,
    amount: int,
    *,
    basis: str,
    reference: str,
    actor: Author,
    facts: Mapping[str, str] | None = None,
) -> UUID:
    """Set money of an account aside for what `basis` names, told by `event` with the hold and further `facts`.

    Answers the hold's id. Raises InsufficientFunds when less than `amount` is available after other holds.
    """
    more = dict(facts or {})
    told = _told(event, book, actor, ("amount", "hold", *more))
    row = _row("hold", reference)
    _move(
        "set_aside(%s, %s, %s::bigint, %s::date, %s, %s, %s::text[]",
        [row, account, _require_amount(amount), clock.today(), basis, reference, _pairs(more)],
        told,
    )
    return row


@recorded
def release(book: Book, hold: Hold, amount: int | None = None, *, basis: str, reference: str, actor: Author) -> int:
    """Give back `amount`, or all that remains, of a hold; answers how much that is.

    Raises HoldExceeded when less remains.
    """
    amount = hold.remaining if amount is None else amount
    if amount == 0:
        return 0
    told = _told("money.released", book, actor, ("amount", "release"))
    _move(
        "release(%s, %s, %s::bigint, %s::date, %s, %s",
        [_row("release", reference), hold.pk, _require_amount(amount), clock.today(), basis, reference],
        told,
    )
    return amount


@recorded
def close_period(book: Book, up_to: datetime.date, *, actor: Author) -> None:
    """Close a book up to and including a day."""
    told = _told("period.closed", book, actor, ("period",))
    _move("close_period(%s, %s::date", [book.code, up_to], told)


def _require_amount(amount: int) -> int:
    """A negative receipt would be a payment that nobody approved."""
    if not 0 < amount <= MAX_SATANG:
        raise errors.NotAnAmount
    return amount


def _row(kind: str, reference: str) -> UUID:
    return uuid5(_ROWS, f"{kind} {reference}")


def _pairs(facts: Mapping[str, str]) -> list[str] | None:
    return [part for name in sorted(facts) for part in (name, facts[name])] or None


def _told(
    event: str, book: Book, actor: Author, facts: Sequence[str], texts: Mapping[str, str] | None = None
) -> Telling:
    return telling(event, tree=book.tree, subject=book.subject, actor=actor, facts=facts, personal=texts)


def _move(call: str, arguments: list[Any], told: Telling) -> None:
    """Have a function of the ledger called when the events of the service are told; it tells its own."""
    said = [*arguments, *told.arguments]
    at_its_end(told.tree, lambda: _call(f"ledger.{call}, {Telling.SQL})", said))


def _call(call: str, arguments: list[Any]) -> Any:
    """What one stored function answers, or its refusal by name."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {call}", arguments)
            return cursor.fetchone()[0]
    except DatabaseError as error:
        refusal = errors.refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error
