"""Which money everybody reads of: agreements that all have signed, and what moved in a fund; each list along an index."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from funds.models import Fund, Voucher
from funds.workflow import MOVED
from grants.models import Agreement, Instalment
from grants.workflow import AgreementState
from publishing.datasets import Place


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


def _after(rows: QuerySet[Any], asked: str, after: Place, *rest: str) -> QuerySet[Any]:
    """Behind a place in the order of the requests' receipt, which has an index, and then of `rest`."""
    day, request, *keys = after
    later = Q(**{f"{asked}__received_on__gt": day}) | Q(**{f"{asked}__gt": request})
    for name, key in zip(rest, keys, strict=True):
        later |= Q(**{asked: request, f"{name}__gt": key})
    return rows.filter(later, **{f"{asked}__received_on__gte": day})


def walk_agreements(province: str, after: Place | None, most: int) -> list[Place]:
    asked = "budget_request"
    rows = agreements(province).filter(**{f"{asked}__receipt_number__gt": ""})
    rows = _after(rows, asked, after[:-1]) if after else rows
    where = (f"{asked}__received_on", asked, "pk")
    return list(rows.order_by(*where).values_list(*where)[:most])


def walk_instalments(province: str, after: Place | None, most: int) -> list[Place]:
    asked = "agreement__budget_request"
    rows = instalments(province).filter(**{f"{asked}__receipt_number__gt": ""})
    rows = _after(rows, asked, after, "pk") if after else rows
    where = (f"{asked}__received_on", asked, "pk")
    return list(rows.order_by(*where).values_list(*where)[:most])


def walk_payments(province: str, after: Place | None, most: int) -> list[Place]:
    """Fund after fund, each along `vouchers_of_a_fund`."""
    found: list[Place] = []
    first, *place = after or (0,)
    for fund in Fund.objects.filter(province=province, pk__gte=first).order_by("pk").values_list("pk", flat=True):
        rows = Voucher.objects.filter(fund=fund, state__in=MOVED).order_by("made_at", "pk")
        if place and fund == first:
            moment, key = place
            rows = rows.filter(Q(made_at__gt=moment) | Q(pk__gt=key), made_at__gte=moment)
        found += rows.values_list("fund", "made_at", "pk")[: most - len(found)]
        if len(found) == most:
            break
    return found
