"""The page of a call for everybody: its terms, how much is asked in it, and what became of that."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.kept import kept
from programmes.call_views import terms
from programmes.models import Call
from publishing.gate import words
from requests.groups import GROUP_OF, Group
from requests.models import BudgetRequest


def tree_of_call(pk: int) -> list[str]:
    return list(_open().filter(pk=pk).values_list("province", flat=True))


def _open() -> QuerySet[Call]:
    return Call.objects.filter(province__is_active=True)


@require_safe
@kept(tree_of_call)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(_open().select_related("province"), pk=pk)
    context = {"call": row, "title": words(row.title), "purpose": words(row.purpose), **terms(row), **_asked(row)}
    return render(request, "portal/call.html", {**context, "nav": "public"})


def _asked(row: Call) -> dict[str, Any]:
    """How many requests were sent in it, for how much, and how many stand where."""
    sent = BudgetRequest.objects.public().filter(call=row).order_by().values_list("state")
    found = list(sent.annotate(n=Count("pk"), amount=Sum("amount")))
    counts: dict[Group, int] = {}
    for state, n, _amount in found:
        counts[GROUP_OF[state]] = counts.get(GROUP_OF[state], 0) + n
    listed = f"{reverse('portal:requests_of', args=[row.province_id])}?year={row.fiscal_year}"
    return {
        "sent": sum(n for _state, n, _amount in found),
        "asked": sum(amount for _state, _n, amount in found),
        "groups": [(str(group.label), n, f"{listed}&state={group.value}") for group, n in sorted(counts.items())],
        "listed": listed,
    }
