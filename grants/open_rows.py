"""Which money everybody reads of: agreements that all have signed, and what moved in a fund; each list along an index."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from funds.models import Fund, Voucher
from funds.workflow import MOVED
from grants.models import Agreement, Instalment
from grants.workflow import AgreementState
from publishing.datasets import Place, along


def agreements(province: str) -> QuerySet[Agreement]:
    """Those that everybody has signed."""
    return Agreement.objects.filter(budget_request__province=province).exclude(state=AgreementState.DRAFTED)


def instalments(province: str) -> QuerySet[Instalment]:
    return Instalment.objects.filter(agreement__budget_request__province=province).exclude(
        agreement__state=AgreementState.DRAFTED
    )


def movements(province: str) -> QuerySet[Voucher]:
    """Vouchers under which money went in or out, whatever came after."""
    return Voucher.objects.filter(fund__province=province, state__in=MOVED)


def walk_agreements(province: str, after: Place | None, most: int) -> list[Place]:
    return _by_receipt(agreements(province), "budget_request", after, most)


def walk_instalments(province: str, after: Place | None, most: int) -> list[Place]:
    return _by_receipt(instalments(province), "agreement__budget_request", after, most)


def _by_receipt(rows: QuerySet[Any], asked: str, after: Place | None, most: int) -> list[Place]:
    """In the order of the requests' receipt, which has an index."""
    rows = rows.filter(**{f"{asked}__receipt_number__gt": ""})
    return along(rows, (f"{asked}__received_on", asked, "pk"), after, most)


def walk_payments(province: str, after: Place | None, most: int) -> list[Place]:
    """Fund after fund, each along `vouchers_of_a_fund`."""
    found: list[Place] = []
    first, *place = after or (0,)
    for fund in Fund.objects.filter(province=province, pk__gte=first).order_by("pk").values_list("pk", flat=True):
        rows = Voucher.objects.filter(fund=fund, state__in=MOVED)
        behind = tuple(place) if place and fund == first else None
        found += [(fund, *one) for one in along(rows, ("made_at", "pk"), behind, most - len(found))]
        if len(found) == most:
            break
    return found
