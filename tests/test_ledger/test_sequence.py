"""Any sequence of verbs leaves a ledger that sums to zero, overdraws nothing and holds what is open."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funds import reports
from ledger import errors
from ledger import reports as ledger
from ledger.models import Balance, Entry, Hold, Posting

VERBS = st.tuples(
    st.sampled_from(["receive", "pay", "commit", "pay_hold", "release", "reverse"]),
    st.integers(1, 120_000_000),
    st.integers(0, 10),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VERBS, min_size=3, max_size=12))
def test_any_sequence_keeps_the_invariants(db, books, verbs):
    with transaction.atomic():
        for verb, amount, which in verbs:
            try:
                _do(books, verb, amount, which)
            except errors.LedgerRefusal:
                continue
        _check(books)
        transaction.set_rollback(True)


def _do(books, verb: str, amount: int, which: int) -> None:
    holds = list(Hold.objects.order_by("recorded_at"))
    entries = list(Entry.objects.order_by("recorded_at"))
    if verb in ("receive", "pay", "commit"):
        getattr(books, verb)(amount)
    elif verb == "pay_hold" and holds:
        books.pay(amount, hold=holds[which % len(holds)])
    elif verb == "release" and holds:
        books.release(holds[which % len(holds)], amount)
    elif verb == "reverse":
        books.reverse(entries[which % len(entries)])


def _check(books) -> None:
    here = reports.position(books.source.fund)
    assert here.available >= 0
    assert here.committed == (ledger.open_holds().aggregate(total=Sum("left"))["total"] or 0)
    assert sum(balance.balance for balance in ledger.trial_balance(books.source.fund.code)) == 0
    for balance in Balance.objects.filter(aseq__gt=0):
        lines = list(Posting.objects.filter(account=balance.account_id).order_by("aseq"))
        assert [line.aseq for line in lines] == list(range(1, balance.aseq + 1))
        assert sum(line.amount for line in lines) == lines[-1].balance_after == balance.balance
