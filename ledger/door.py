"""The only door to the ledger: a room has its own function of the database called, when the events of its service are told.

`reference` makes each movement happen once: the same call again is the first one, another call under the same reference
raises IdempotencyMismatch. The rows' ids follow from their references, so that they are known before.

A movement is made at the end of the outermost service, in the place of its event: it takes the head of the province's tree,
behind which nothing else may be locked. Every refusal is a class of `ledger.errors`, and ends the service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import DatabaseError, connection

from audit.log import Author, Telling, at_its_end, telling
from ledger import errors
from wiring.refs import Ref

# Of this and its reference the id of a row is made.
_ROWS = UUID("8e3c1f7a-6a0d-4f43-9d1b-57f2c9a4be10")
# What each kind of event tells of the ledger, beside what a room adds.
ENTRY, HOLD, RELEASE = ("amount", "entry"), ("amount", "hold"), ("amount", "release")
PERIOD, ACCOUNTS = ("period",), ("accounts",)


@dataclass(frozen=True, slots=True)
class Book:
    """Accounts that are kept together. `tree` is the log that tells of them, `subject` whose events they are."""

    code: str
    tree: str
    subject: Ref


def row_of(kind: str, reference: str) -> UUID:
    """The id of the entry, hold or release of this reference."""
    return uuid5(_ROWS, f"{kind} {reference}")


def move(
    function: str,
    arguments: Sequence[Any],
    *,
    event: str,
    facts: Sequence[str],
    book: Book,
    actor: Author,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Have a room's function of the database called, which tells `event` with `facts` of these names and personal `texts`.

    Its last argument says who does it and when.
    """
    told = telling(event, tree=book.tree, subject=book.subject, actor=actor, facts=facts, personal=texts)
    call = f"{function}({'%s, ' * len(arguments)}{Telling.SQL})"
    at_its_end(book.tree, lambda: run(call, [*arguments, *told.arguments]))


def run(call: str, arguments: Sequence[Any]) -> None:
    """Call one stored function now. Raises its refusal by name."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {call}", arguments)
    except DatabaseError as error:
        refusal = errors.refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error
