"""The seed source of Chiang Rai's fund holds 1,000,000 baht in `tests.world`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from audit.log import recorded
from funds.models import BANK, Expense, Income, MoneySource
from jobs import clock
from ledger import door
from ledger.models import Entry, Hold
from people.actors import Actor
from tests import factories
from wiring.refs import Ref

SEED = 1_000_000_00
SOURCE = ["source", "SEED"]


class Books:
    """What the ledger does with one source, past the rooms and their evidence: by the functions of `tests/core.sql`."""

    def __init__(self) -> None:
        self.actor = Actor.system()

    @property
    def source(self) -> MoneySource:
        return MoneySource.objects.select_related("fund").get(code="SEED", fund__code="CR")

    @cached_property
    def basis(self) -> Ref:
        """The fund's board lets it pay 50,000 baht to "สภา"; walked once a worker where a test begins with it."""
        return factories.allowed().basis

    def receive(self, amount: int, reference: str = "", *, income: str = Income.OTHER, **terms) -> Entry:
        sides = {f"CR/{BANK}/SEED": amount, f"CR/{income}": -amount}
        return self._post("money.received", "receipt", sides, reference, {"basis": "letter:1", **terms})

    def pay(self, amount: int, reference: str = "", *, expense: str = Expense.ORGANISATIONS, **terms) -> Entry:
        sides = {f"CR/{expense}/SEED": amount, f"CR/{BANK}/SEED": -amount}
        return self._post("money.paid", "payment", sides, reference, {"basis": "resolution:1", **terms})

    def take_back(self, amount: int) -> Entry:
        sides = {f"CR/{BANK}/SEED": amount, f"CR/{Income.RETURNED}": -amount}
        return self._post("money.returned", "refund", sides, "", {"basis": "agreement:1"})

    def commit(self, amount: int, reference: str = "", basis: str = "resolution:1") -> Hold:
        row, known = self._row("hold", reference)
        arguments = [row, f"CR/{BANK}/SEED", amount, clock.today(), basis, known, SOURCE]
        self._move("tests.set_aside", arguments, "money.committed", (*door.HOLD, "source"))
        return Hold.objects.get(pk=row)

    def release(self, hold: Hold, amount: int | None = None) -> int:
        amount = hold.remaining if amount is None else amount
        row, known = self._row("release")
        arguments = [row, hold.pk, amount, clock.today(), "resolution:2", known]
        self._move("tests.release", arguments, "money.released", door.RELEASE)
        return amount

    def reverse(self, entry: Entry) -> Entry:
        sides = {posting.account.code: -posting.amount for posting in entry.postings.select_related("account")}
        row, known = self._row("entry")
        terms = [row, "CR", clock.today(), "reversal", "letter:2", known, entry.pk, list(sides), list(sides.values())]
        self._move("tests.post", [*terms, None, None, None], "entry.reversed", door.ENTRY, {"reason": "ผิดบัญชี"})
        return Entry.objects.get(pk=row)

    def close(self, up_to: datetime.date) -> None:
        self._move("tests.close_period", ["CR", up_to], "period.closed", door.PERIOD)

    def _post(self, event: str, kind: str, sides: dict[str, int], reference: str, terms: dict[str, Any]) -> Entry:
        row, known = self._row("entry", reference)
        hold = terms.get("hold")
        amount = max(sides.values())
        arguments = [row, "CR", terms.get("date") or clock.today(), kind, terms["basis"], known, None]
        arguments += [list(sides), list(sides.values()), hold and hold.pk, amount if hold else None, SOURCE]
        self._move("tests.post", arguments, event, (*door.ENTRY, "source"))
        return Entry.objects.get(pk=row)

    @staticmethod
    def _row(kind: str, reference: str = "") -> tuple[UUID, str]:
        known = reference or str(uuid4())
        return door.row_of(kind, known), known

    @recorded
    def _move(self, function: str, arguments: list[Any], event: str, facts: Any, texts: Any = None) -> None:
        book = self.source.fund.book
        door.move(function, arguments, event=event, facts=facts, book=book, actor=self.actor, texts=texts)


@pytest.fixture
def books(at_work: None) -> Books:
    return Books()


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    """The owner goes around every right; what stops it is the triggers. Rolled back."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as connection:
        connection.execute("SET lock_timeout = '5s'")
        yield connection
        connection.rollback()
