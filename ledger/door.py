"""The only door to the ledger: every movement of money with its basis, its reference and its event.

Amounts are whole satang. `reference` makes each call happen once: the same call again answers the first row, another
call under the same reference raises IdempotencyMismatch. Every refusal is a class of `ledger.errors`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypedDict, TypeVar
from uuid import UUID, uuid4

from django.db import DatabaseError, connection, transaction

from audit.facts import Facts
from audit.log import Author, record, recorded
from jobs import clock
from ledger import errors
from ledger.facts import (
    HeldFacts,
    OpenedAccount,
    PeriodClosedFacts,
    PostedFacts,
    ReleasedFacts,
    ToldEntry,
    ToldHold,
    ToldRelease,
)
from ledger.models import Account, Entry, Hold
from thai.money import MAX_SATANG
from wiring.refs import Ref

Row = TypeVar("Row")
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
    hold: Hold | None = None
    reverses: UUID | None = None


class Answer(TypedDict, Generic[Row]):
    """What a function of the ledger answers: the row, and whether it was there already."""

    replayed: bool
    facts: Row


@recorded
def open_accounts(
    book: Book, accounts: Sequence[tuple[str, str, int | None]], *, opened_on: datetime.date
) -> list[OpenedAccount]:
    """Open accounts given as (code, kind, floor); answers the facts that the caller's event must tell."""
    for code, kind, floor in accounts:
        arguments = [code, book.code, book.tree, kind, floor, opened_on]
        _call("ledger.ledger_open_account(%s, %s, %s, %s, %s::bigint, %s::date)", arguments)
    return [{"code": code, "book": book.code, "kind": kind, "floor": floor} for code, kind, floor in accounts]


@recorded
def post(
    event: str,
    book: Book,
    sides: Sequence[Side],
    terms: Terms,
    *,
    actor: Author,
    facts: Callable[[PostedFacts], Facts] = lambda posted: posted,
    **texts: str,
) -> Entry:
    """Move money between accounts of a book, told by `event` with what `facts` makes of the entry's own, and personal `texts`.

    Raises InsufficientFunds when an account would fall below its floor after what is set aside in it, HoldExceeded when
    less is left of the hold.
    """
    amount = _require_amount(sum(side for _code, side in sides if side > 0))
    told = _answer(
        ToldEntry,
        "ledger.ledger_post(%s, %s, %s::date, %s, %s, %s, %s, %s::bigint[], %s::bigint[], %s, %s::bigint)",
        [
            uuid4(),
            book.code,
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
        _tell(event, book, actor, facts(PostedFacts(amount=amount, entry=told["facts"])), entry_id, **texts)
    return Entry.objects.get(pk=entry_id)


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
) -> Entry:
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
    facts: Callable[[HeldFacts], Facts] = lambda held: held,
) -> Hold:
    """Set money of an account aside for what `basis` names, told by `event` with what `facts` makes of the hold's own.

    Raises InsufficientFunds when less than `amount` is available after other holds.
    """
    told = _answer(
        ToldHold,
        "ledger.ledger_hold(%s, %s, %s::bigint, %s::date, %s, %s)",
        [uuid4(), Account.objects.get(code=account).pk, _require_amount(amount), clock.today(), basis, reference],
    )
    hold_id = UUID(told["facts"]["id"])
    if not told["replayed"]:
        _tell(event, book, actor, facts(HeldFacts(amount=amount, hold=told["facts"])), hold_id)
    return Hold.objects.get(pk=hold_id)


@recorded
def release(book: Book, hold: Hold, amount: int | None = None, *, basis: str, reference: str, actor: Author) -> int:
    """Give back `amount`, or all that remains, of a hold; answers how much that was.

    Raises HoldExceeded when less remains.
    """
    amount = hold.remaining if amount is None else amount
    if amount == 0:
        return 0
    told = _answer(
        ToldRelease,
        "ledger.ledger_resolve_hold(%s, %s, %s::bigint, %s::date, %s, %s)",
        [uuid4(), hold.pk, _require_amount(amount), clock.today(), basis, reference],
    )
    if not told["replayed"]:
        facts = ReleasedFacts(amount=amount, release=told["facts"])
        _tell("money.released", book, actor, facts, UUID(told["facts"]["id"]))
    return amount


@recorded
def close_period(book: Book, up_to: datetime.date, *, actor: Author) -> int:
    """Close a book up to and including a day; answers the number of the closed period."""
    number = int(_call("ledger.ledger_close_period(%s, %s::date)", [book.code, up_to]))
    facts = PeriodClosedFacts(period={"book": book.code, "n": number, "ends_on": up_to})
    record("period.closed", tree=book.tree, subject=book.subject, actor=actor, facts=facts)
    return number


def _require_amount(amount: int) -> int:
    """A negative receipt would be a payment that nobody approved."""
    if not 0 < amount <= MAX_SATANG:
        raise errors.NotAnAmount
    return amount


def _account_ids(sides: Sequence[Side]) -> list[int]:
    """In the order of `sides`; an account that is missing stays out, which the ledger then refuses."""
    codes = [code for code, _amount in sides]
    ids = dict(Account.objects.filter(code__in=codes).values_list("code", "id"))
    return [ids[code] for code in codes if code in ids]


def _tell(event: str, book: Book, actor: Author, facts: Facts, row_id: UUID, **texts: str) -> None:
    record(event, tree=book.tree, subject=book.subject, actor=actor, facts=facts, personal=texts, entry_id=row_id)


def _answer(of: type[Row], call: str, arguments: list[Any]) -> Answer[Row]:
    """What the function says of a row. That it is `of` this shape is looked at when it is recorded."""
    said: Answer[Row] = json.loads(_call(call, arguments))
    return said


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
