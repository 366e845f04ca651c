"""The ways of posting that are compared. Each posts as many entries as it is asked for, one flush an entry unless it says so.

They connect as the database's owner, the benchmark's own role here: the application may not call what some of them call.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from itertools import count, cycle
from uuid import uuid4

import psycopg

from bench.posting.place import ACCOUNTS, account
from funds import movements
from funds.models import Expense, Income, MoneySource
from jobs import clock
from people.actors import Actor

Way = Callable[[int], None]
DAY = date(2026, 2, 2)


def connected() -> psycopg.Connection:
    return psycopg.connect(os.environ["OWNER_DATABASE_URL"], autocommit=True)


class Raw:
    """Three INSERTs and a deferred sum: what everything else is a ratio of."""

    def __init__(self) -> None:
        self.connection = connected()
        self.turns = cycle(range(1, 200))

    def alone(self, times: int) -> None:
        for _ in range(times):
            with self.connection.transaction():
                self._post()

    def together(self, times: int) -> None:
        """All in one transaction."""
        with self.connection.transaction():
            for _ in range(times):
                self._post()

    def _post(self) -> None:
        entry, at = uuid4(), next(self.turns)
        self.connection.execute("INSERT INTO raw.entry (id, date, memo) VALUES (%s, %s, %s)", [entry, DAY, "letter:1"])
        for account_id, amount in ((at, 100), (at + 1, -100)):
            insert = "INSERT INTO raw.posting (entry_id, account_id, amount) VALUES (%s, %s, %s)"
            self.connection.execute(insert, [entry, account_id, amount])


class Post:
    """The ledger's own function, by a role that may call it: one statement an entry, its event and its answer included."""

    CALL = (
        "SELECT entry FROM ledger.post(%s, %s, %s, 'journal', 'letter:1', %s, NULL, %s::text[], %s::bigint[], NULL, NULL,"
        " ARRAY['source', 'SEED'],"
        " ROW(%s, 'money.received', 1, 'fund:1', 7, 8, 'treasurer', '{}'::text[], %s::timestamptz)::log.telling)"
    )

    def __init__(self, tree: str = "10") -> None:
        self.connection, self.tree, self.book = connected(), tree, f"B{tree}"
        self.codes = [account(tree, number) for number in range(ACCOUNTS)]
        self.turns = cycle(range(ACCOUNTS - 1))

    def alone(self, times: int) -> None:
        for _ in range(times):
            self._post()

    def together(self, times: int) -> None:
        with self.connection.transaction():
            for _ in range(times):
                self._post()

    def _post(self) -> None:
        entry, at = uuid4(), next(self.turns)
        sides = [self.codes[at], self.codes[at + 1]], [100, -100]
        given = [entry, self.book, DAY, f"voucher:{entry}", *sides, self.tree, clock.now()]
        self.connection.execute(self.CALL, given).fetchone()


class Service:
    """What the rooms call: Python, its checks and its transaction included."""

    def __init__(self) -> None:
        self.actor = Actor.system()
        self.source = MoneySource.objects.select_related("fund").get(code="SEED", fund__code="CR")
        self.turns = count()

    def alone(self, times: int) -> None:
        for _ in range(times):
            terms = {"date": clock.today(), "basis": "letter:1", "reference": str(uuid4()), "actor": self.actor}
            if next(self.turns) % 2:
                movements.pay(self.source, 100, expense=Expense.ORGANISATIONS, **terms)
            else:
                movements.receive(self.source, 100, income=Income.OTHER, **terms)


def one_at_a_time() -> dict[str, Way]:
    return {
        "naive raw SQL": Raw().alone,
        "funds.movements, through Django": Service().alone,
        "ledger.post, bare": Post().alone,
    }


def in_batches() -> dict[str, Way]:
    """Many of one action: one flush for all."""
    return {"a loop of raw SQL": Raw().together, "a loop of ledger.post": Post().together}
