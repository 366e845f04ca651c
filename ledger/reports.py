"""Reads the ledger: statements, what is set aside, trial balances, balances by date. Satang throughout."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from ledger.models import Account, Balance, DayNet, Hold, HoldResolution, Posting


def statement(account: str, *, before: int | None = None, limit: int = 20) -> list[Posting]:
    """The newest postings of an account, newest first; `before` is the `aseq` of the last one seen."""
    postings = Posting.objects.filter(account=Account.objects.get(code=account)).select_related("entry")
    if before is not None:
        postings = postings.filter(aseq__lt=before)
    return list(postings.order_by("-aseq")[:limit])


def open_holds(accounts: Iterable[str] | None = None, *, basis: str | None = None) -> QuerySet[Hold]:
    """Holds with something left, each with `left` satang."""
    resolutions = HoldResolution.objects.filter(hold=OuterRef("pk"))
    last = resolutions.order_by("-n").values("remaining")[:1]
    # What nothing remains of is found by an index of its own; `left` is worked out for the rows that are shown.
    holds = Hold.objects.exclude(Exists(resolutions.filter(remaining=0)))
    holds = holds.annotate(left=Coalesce(Subquery(last), F("amount")))
    if accounts is not None:
        holds = holds.filter(account__code__in=list(accounts))
    return holds.filter(basis=basis) if basis is not None else holds


def trial_balance(book: str) -> list[Balance]:
    """Every account of a book with its balance; they sum to zero."""
    return list(Balance.objects.filter(account__book=book).select_related("account").order_by("account__code"))


def balance_on(account: Account, day: datetime.date) -> int:
    """What the account held at the end of `day`, by the dates of its entries."""
    total = DayNet.objects.filter(account=account, date__lte=day).aggregate(total=Sum("net"))["total"]
    return int(total or 0)
