"""The ways of posting that are compared. Each posts as many entries as it is asked for, one flush an entry unless it says so.

They connect as the database's owner, the benchmark's own role here: the application may not call what some of them call.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from itertools import cycle
from uuid import uuid4

import psycopg

from bench.posting import vouchers
from bench.posting.place import ACCOUNTS, account
from jobs import clock

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


class Room:
    """What the application calls: a room's function that reads its own evidence, an approved voucher and what allowed it."""

    CALL = (
        "SELECT grants.pay_resolution(%s, %s, %s, ROW(NULL, NULL, NULL, NULL, %s, %s, 'cashier', '{}'::text[], %s::timestamptz)"
        "::log.telling)"
    )

    def __init__(self) -> None:
        self.connection = connected()
        # A cashier of the fund, in the seat that is theirs.
        self.cashier = self.connection.execute(
            "SELECT p.id, s.id FROM people_person p JOIN people_seat s ON s.person_id = p.id WHERE p.username = 'cashier'"
        ).fetchone()
        self.waiting: list[int] = []

    def alone(self, times: int) -> None:
        for voucher in self._taken(times):
            given = [voucher, uuid4(), clock.today(), *self.cashier, clock.now()]
            self.connection.execute(self.CALL, given).fetchone()

    def ready(self, times: int) -> None:
        """Not part of what is measured: vouchers that wait to be paid. One is paid, for making them has let go of every plan."""
        self.waiting += vouchers.approved(self.connection, times + 1)
        self.alone(1)

    def _taken(self, times: int) -> list[int]:
        taken, self.waiting = self.waiting[:times], self.waiting[times:]
        return taken


class Many:
    """The same entries as `Post`, in one call."""

    CALL = (
        "SELECT ledger.post_many(%s::uuid[], %s, %s::date[], %s::text[], %s::text[], %s::text[], %s::int[], %s::text[],"
        " %s::bigint[], ARRAY['source', 'SEED'],"
        " ROW(%s, 'money.received', 1, 'fund:1', 7, 8, 'treasurer', '{}'::text[], %s::timestamptz)::log.telling)"
    )

    def __init__(self, tree: str = "10") -> None:
        self.connection, self.tree, self.book = connected(), tree, f"B{tree}"
        self.codes = [account(tree, number) for number in range(ACCOUNTS)]

    def together(self, times: int) -> None:
        ids = [uuid4() for _ in range(times)]
        ats = [at % (ACCOUNTS - 1) for at in range(times)]
        given = [
            ids,
            self.book,
            [DAY] * times,
            ["journal"] * times,
            ["letter:1"] * times,
            [f"voucher:{one}" for one in ids],
            [place for place in range(1, times + 1) for _ in range(2)],
            [self.codes[at + side] for at in ats for side in (0, 1)],
            [100, -100] * times,
            self.tree,
            clock.now(),
        ]
        self.connection.execute(self.CALL, given).fetchone()


def one_at_a_time() -> dict[str, Way]:
    """Each with what has to be there before it is asked for so many, or None."""
    return {"naive raw SQL": Raw().alone, "ledger.post, bare": Post().alone}


def in_batches() -> dict[str, Way]:
    """Many of one action: one flush for all."""
    ways = {"a loop of raw SQL": Raw().together, "a loop of ledger.post": Post().together}
    return {**ways, "ledger.post_many": Many().together}
