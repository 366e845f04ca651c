"""Where the money went: figures of amphoe and tambons, counted once until something happens, so that maps and pages of places are fast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import CharField, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from audit.reports import heads_of
from grants.models import Instalment, Offer, Refund
from grants.workflow import OfferState
from places.models import Province, Subdistrict
from portal.models import PlacesCounted, PlaceTotals
from publishing.keeping import edition
from requests.models import BudgetRequest

FIGURES = ("asked", "endorsed", "promised", "paid", "returned", "requests", "waiting", "overdue")
Sums = dict[str, dict[str, int]]


def totals(province: Province, today: date, within: str = "") -> dict[str, PlaceTotals]:
    """The figures of its places by their codes, where there is any; counted anew only where something has happened since.

    `within` is the code of the amphoe or tambon that is asked for. The head is read before the rows: what happens in
    between is counted too early and then once more, never left out.
    """
    at = f"{edition(__name__)}:{heads_of([province.pk])[province.pk]}:{today.isoformat()}"
    if not PlacesCounted.objects.filter(province=province, at=at).exists():
        _keep(province, at, today)
    return PlaceTotals.objects.filter(province=province, code__startswith=within).in_bulk()


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
    """Four questions; each figure goes to its tambon and its amphoe, or to the province where there is none.

    What was given is asked for by the keys of the province's requests: by the province itself, every offer of the country
    would be read.
    """
    sums: Sums = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    places: dict[int, str] = {}
    for pk, place, *asked in _requests(province):
        places[pk] = place
        _add(sums, place, _of_request(today, *asked))
    for name, found in _money(list(places)).items():
        for pk, amount in found:
            _add(sums, places[pk], {name: amount})
    return sums


def _requests(province: Province) -> Iterable[tuple[Any, ...]]:
    """Each with the smallest place that who asks is of; the province of one of no single place."""
    asker = "organisation__"
    place = Coalesce(f"{asker}subdistrict", f"{asker}district", Value(province.pk), output_field=CharField())
    rows = BudgetRequest.objects.public().filter(province=province).order_by()
    return rows.annotate(place=place).values_list("pk", "place", "amount", "endorsed_amount", "owner", "due_on")


def _of_request(
    today: date, amount: int, endorsed: int | None, owner: int | None, due_on: date | None
) -> dict[str, int]:
    return {
        "asked": amount,
        "endorsed": endorsed or 0,
        "requests": 1,
        "waiting": owner is not None,
        "overdue": due_on is not None and due_on < today,
    }


def _money(keys: list[int]) -> dict[str, Iterable[tuple[int, int]]]:
    """Satang by request: promised, paid, and what came back."""
    rows = Offer.objects.filter(budget_request__pk__among=keys).order_by()
    offers = list(rows.values_list("pk", "budget_request", "state", "amount"))
    of_request = {pk: request for pk, request, _state, _amount in offers}
    paid = Instalment.objects.filter(paid_on__isnull=False, offer__pk__among=list(of_request))
    returned = Refund.objects.filter(returned_at__isnull=False, offer__pk__among=list(of_request))
    return {
        "promised": [(request, amount) for _pk, request, state, amount in offers if state == OfferState.ACCEPTED],
        "paid": [(of_request[pk], amount) for pk, amount in _by_offer(paid)],
        "returned": [(of_request[pk], amount) for pk, amount in _by_offer(returned)],
    }


def _by_offer(rows: QuerySet[Any]) -> Iterable[tuple[int, int]]:
    found: Iterable[tuple[int, int]] = rows.order_by().values_list("offer").annotate(Sum("amount"))
    return found


def _add(sums: Sums, place: str, figures: dict[str, int]) -> None:
    """What a tambon has, its amphoe has too."""
    for code in {place, place[:4]}:
        for name, figure in figures.items():
            sums[code][name] += figure
