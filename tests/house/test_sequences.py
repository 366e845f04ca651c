"""Services that are a sequence of steps say in how many statements; the number is read from there and measured."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import services as approvals
from approvals.models import AgendaItem
from funds import services as funds
from funds.models import Income, MoneySource, Paper
from grants import services as grants
from jobs import clock
from requests import services as requests
from tests import factories
from tests.factories import actor

PROMISE = re.compile(r"[Aa]t most (\d+)\s+statements(?:,\s+(\d+) where)?")
Step = Callable[[], Any]


def sent() -> Step:
    row, who = factories.draft(), actor("somsri")
    return lambda: requests.submit(row.pk, version=row.version, actor=who)


def voted(committee: str, item: AgendaItem, **motion: Any) -> Step:
    secretary = actor(f"{committee}_sec")
    approvals.put_to_vote(item.pk, outcome="endorse", version=item.version, actor=secretary, **motion)
    for member in factories.MEMBERS[committee]:
        approvals.vote(item.pk, choice="for", actor=actor(member))
    item.refresh_from_db()
    return lambda: approvals.close_vote(item.pk, version=item.version, actor=secretary)


def reviewed() -> Step:
    return voted("amphoe", factories.listed())


def granted() -> Step:
    item = factories.the_item(factories.meeting("board", factories.endorsed_by_amphoe()))
    return voted("board", item, grant=factories.GRANT, source=MoneySource.objects.get(code="SEED", fund__code="CR"))


def met() -> Step:
    meeting = factories.meeting("amphoe")
    return lambda: factories.close(meeting)


def answered() -> Step:
    row, who = factories.accepted(), actor("board_sec")
    return lambda: grants.draw_up(row.pk, actor=who)


def signed_but_for_one() -> Step:
    agreement = factories.drawn_up()
    sha256 = factories.printed(agreement)
    *others, last = (actor(name) for name in ("boonmee", "board_chair", "codi", "thpf"))
    for who in others:
        grants.sign(agreement.pk, typed_name=who.by_person.full_name, sha256=sha256, actor=who)
    return lambda: grants.sign(agreement.pk, typed_name=last.by_person.full_name, sha256=sha256, actor=last)


def approved() -> Step:
    voucher, cashier = factories.voucher(factories.signed()), actor("cashier")
    funds.approve(voucher.pk, actor=actor("approver"))
    return lambda: funds.pay(voucher.pk, **factories.proof(), actor=cashier)


def brought() -> Step:
    source, who = MoneySource.objects.get(code="SEED", fund__code="CR"), actor("treasurer")
    paper = Paper(source, 100_00, "อบจ.เชียงราย", "letter 1", clock.today(), "เงินสมทบ")
    letter = factories.letter()
    return lambda: funds.record_receipt(uuid4(), paper, income=Income.OTHER, proof=letter, actor=who)


@pytest.mark.parametrize(
    ("service", "prepared", "which"),
    [
        (requests.submit, sent, 1),
        (approvals.close_vote, reviewed, 1),
        (approvals.close_vote, granted, 2),
        (approvals.close, met, 1),
        (grants.draw_up, answered, 1),
        (grants.sign, signed_but_for_one, 1),
        (funds.pay, approved, 1),
        (funds.record_receipt, brought, 1),
    ],
    ids=["submit", "close_vote", "close_vote_of_a_board", "close", "draw_up", "sign_last", "pay", "record_receipt"],
)
def test_a_sequence_keeps_the_number_it_says(db, at_work, service, prepared, which):
    promised = PROMISE.search(service.__doc__)
    assert promised, f"{service.__name__} does not say its number"
    step = prepared()
    with CaptureQueriesContext(connection) as asked:
        step()
    most = int(promised[which])
    # A number that was right once and is far too high now says nothing.
    assert most * 3 // 4 <= len(asked) <= most, f"{service.__name__}: {len(asked)}"
