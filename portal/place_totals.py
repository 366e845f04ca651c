"""Where the money went: figures of amphoe and tambons, counted once until something happens, so that maps and pages of places are fast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import CharField, Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from audit.reports import heads_of
from grants.models import Instalment, Offer, Refund
from grants.workflow import OfferState
from places.models import Province, Subdistrict
from portal.models import PlacesCounted, PlaceTotals
from requests.models import BudgetRequest

FIGURES = ("asked", "endorsed", "promised", "paid", "returned", "requests", "waiting", "overdue")
Sums = dict[str, dict[str, int]]


def totals(province: Province, today: date) -> dict[str, PlaceTotals]:
    """The figures of its places by their codes, where there is any; counted anew only where something has happened since.

    The head is read before the rows: what happens in between is counted too early and then once more, never left out.
    """
    at = f"{heads_of([province.pk])[province.pk]}:{today.isoformat()}"
    known = PlacesCounted.objects.filter(province=province).first()
    if known is None or known.at != at:
        _keep(province, at, today)
    return PlaceTotals.objects.filter(province=province).in_bulk()


def reached(provinces: Iterable[Province]) -> dict[str, PlacesCounted]:
    """How many of a province's tambons money has reached, as counted last."""
    return PlacesCounted.objects.filter(province__in=[one.pk for one in provinces]).in_bulk()


@transaction.atomic
def _keep(province: Province, at: str, today: date) -> None:
    PlacesCounted.objects.bulk_create([PlacesCounted(province=province)], ignore_conflicts=True)
    # Whoever counts the same waits, and then writes over it what was read after: never an older count over a newer one.
    counted = PlacesCounted.objects.select_for_update().get(province=province)
    sums = _sums(province, today)
    known = PlaceTotals.objects.filter(province=province).in_bulk()
    rows = [PlaceTotals(code=code, province=province, **sums.get(code, {})) for code in sorted(sums.keys() | known)]
    PlaceTotals.objects.bulk_create(
        [row for row in rows if row.pk not in known or _figures(row) != _figures(known[row.pk])],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=FIGURES,
    )
    counted.at = at
    counted.tambons = Subdistrict.objects.filter(province=province).count()
    counted.reached = sum(len(row.code) == 6 and row.paid > 0 for row in rows)
    counted.save()


def _figures(row: PlaceTotals) -> tuple[int, ...]:
    return tuple(getattr(row, name) for name in FIGURES)


def _sums(province: Province, today: date) -> Sums:
    """Four questions; each figure goes to its tambon and its amphoe, or to the province where there is none."""
    sums: Sums = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    requests = BudgetRequest.objects.public().filter(province=province)
    for place, *found in _by_place(requests, "", province.pk, *_OF_REQUESTS, _waiting(), _overdue(today)):
        _add(sums, place, dict(zip(("asked", "endorsed", "requests", "waiting", "overdue"), found, strict=True)))
    for name, rows, way in _money(province):
        for place, amount in _by_place(rows, way, province.pk, Sum("amount")):
            _add(sums, place, {name: amount})
    return sums


_OF_REQUESTS = (Coalesce(Sum("amount"), 0), Coalesce(Sum("endorsed_amount"), 0), Count("pk"))


def _waiting() -> Count:
    return Count("pk", filter=Q(owner__isnull=False))


def _overdue(today: date) -> Count:
    return Count("pk", filter=Q(due_on__lt=today))


def _money(province: Province) -> list[tuple[str, QuerySet[Any], str]]:
    way = "offer__budget_request__"
    return [
        ("promised", Offer.objects.filter(state=OfferState.ACCEPTED, budget_request__province=province), way[7:]),
        ("paid", Instalment.objects.filter(paid_on__isnull=False, **{f"{way}province": province}), way),
        ("returned", Refund.objects.filter(returned_at__isnull=False, **{f"{way}province": province}), way),
    ]


def _by_place(rows: QuerySet[Any], way: str, province: str, *figures: Any) -> Iterable[tuple[Any, ...]]:
    """The smallest place that an asker is of, the province for one of no single place, with the figures."""
    asker = f"{way}organisation__"
    place = Coalesce(f"{asker}subdistrict", f"{asker}district", Value(province), output_field=CharField())
    named = {f"f{at}": figure for at, figure in enumerate(figures)}
    found: Iterable[tuple[Any, ...]] = rows.order_by().annotate(place=place).values_list("place").annotate(**named)
    return found


def _add(sums: Sums, place: str, figures: dict[str, int]) -> None:
    """What a tambon has, its amphoe has too."""
    for code in {place, place[:4]}:
        for name, figure in figures.items():
            sums[code][name] += figure
