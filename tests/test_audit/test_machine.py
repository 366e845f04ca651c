"""A voucher stands for every machine: its moves, its lock, its version."""

from __future__ import annotations

import datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from audit.errors import Conflict, StaleVersion, TransitionNotAllowed
from audit.machine import finish, lock, transitions_of
from funds.models import Voucher, VoucherKind
from people.models import Person
from tests.factories import on_record


@pytest.fixture
def voucher(db, books) -> Voucher:
    made_by, source = Person.objects.get(username="treasurer"), books.source
    made = Voucher(
        key=uuid4(),
        kind=VoucherKind.PAYMENT,
        fund=source.fund,
        source=source,
        year=2569,
        number=99,
        amount=100,
        expense="50200",
        payee="x",
        basis="x",
        made_by=made_by,
        made_at=datetime.datetime.now(datetime.timezone.utc),
    )
    on_record(made.save)
    return made


def test_a_move_that_is_not_listed_is_a_conflict(voucher):
    with pytest.raises(TransitionNotAllowed) as refused:
        voucher.pay()
    assert isinstance(refused.value, Conflict) and refused.value.state == "drafted" and voucher.state == "drafted"
    assert (voucher.can("approve"), voucher.can("pay")) == (True, False)


def test_every_pair_that_is_not_listed_is_refused_by_the_database(voucher):
    allowed = {move.target for move in transitions_of(Voucher) if move.source == "drafted"}
    others = {value for value, _label in Voucher._meta.get_field("state").flatchoices} - allowed - {"drafted"}
    assert others == {"paid", "reversed"}
    for state in others:
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            Voucher.objects.filter(pk=voucher.pk).update(state=state)
        assert refused.value.__cause__.diag.constraint_name == "state_moves_as_listed"


def test_a_stale_version_is_a_conflict(voucher):
    with transaction.atomic():
        row = lock(Voucher, voucher.pk, version=voucher.version)
        row.reject()
        on_record(lambda: finish(row))
    with pytest.raises(StaleVersion):
        lock(Voucher, voucher.pk, version=voucher.version)
    voucher.refresh_from_db()
    assert (voucher.state, voucher.version) == ("rejected", 2)


def test_finish_saves_nothing_else(voucher):
    voucher.memo, voucher.reason = "not asked for", "asked for"
    voucher.reject()
    on_record(lambda: finish(voucher, fields=("reason",)))
    voucher.refresh_from_db()
    assert (voucher.memo, voucher.reason) == ("", "asked for")
