"""The seed source of Chiang Rai's fund holds 1,000,000 baht in `tests.world`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from uuid import uuid4

import psycopg
import pytest

from funds import movements
from funds.models import Expense, Income, MoneySource
from jobs import clock
from ledger.models import Entry, Hold
from people.actors import Actor
from tests import factories
from wiring.refs import Ref

SEED = 1_000_000_00


class Books:
    """Short hands for the verbs of `funds.movements` on one source."""

    def __init__(self) -> None:
        self.actor = Actor.system()

    @property
    def source(self) -> MoneySource:
        return MoneySource.objects.select_related("fund").get(code="SEED", fund__code="CR")

    @cached_property
    def basis(self) -> Ref:
        """The fund's board lets it pay 50,000 baht to "สภา"; walked once a worker where a test begins with it."""
        return factories.allowed().basis

    def receive(self, amount: int, reference: str = "", **terms):
        usual = {"income": Income.OTHER, "date": clock.today(), "basis": "letter:1"} | terms
        return self._entry(movements.receive, amount, reference=reference or str(uuid4()), **usual)

    def pay(self, amount: int, reference: str = "", **terms):
        usual = {"expense": Expense.ORGANISATIONS, "date": clock.today(), "basis": "resolution:1"} | terms
        return self._entry(movements.pay, amount, reference=reference or str(uuid4()), **usual)

    def commit(self, amount: int, reference: str = "", basis: str = "resolution:1"):
        terms = {"basis": basis, "reference": reference or str(uuid4()), "actor": self.actor}
        return Hold.objects.get(pk=movements.commit(self.source, amount, **terms))

    def release(self, hold, amount: int | None = None):
        return movements.release(hold, amount, basis="resolution:2", reference=str(uuid4()), actor=self.actor)

    def reverse(self, entry):
        terms = {"basis": "letter:2", "reference": str(uuid4()), "actor": self.actor}
        return Entry.objects.get(pk=movements.reverse(entry, reason="ผิดบัญชี", **terms))

    def _entry(self, movement, amount: int, *, hold: Hold | None = None, **terms):
        held = {"hold": hold.pk} if hold else {}
        return Entry.objects.get(pk=movement(self.source, amount, actor=self.actor, **held, **terms))


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
