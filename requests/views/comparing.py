"""What is other between two editions of a request that were sent."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from places.models import District, Subdistrict
from requests.comparing import compared
from requests.models import Revision
from requests.views.writing import find


@require_safe
@login_required
def compare(request: HttpRequest, pk: int, before: int, after: int) -> HttpResponse:
    """Any two that were sent, for whoever may read the request: each of them lies before its readers on paper."""
    row = find(request, pk)
    numbers = list(row.revisions.values_list("number", flat=True))
    one, other = (get_object_or_404(Revision, budget_request=row, number=number) for number in (before, after))
    found = compared(one.content or {}, other.content or {}, _places(row.province_id))
    context = {
        "budget_request": row,
        "one": one,
        "other": other,
        "numbers": numbers,
        "found": found,
        "nav": "requests",
        "crumbs": [(_("Budget requests"), "/requests/"), (row.title_for(request.actor), row.get_absolute_url())],
    }
    return render(request, "requests/compare.html", context)


def _places(province: str) -> list[str]:
    """Names that no line of words may break."""
    tambons = Subdistrict.objects.filter(district__province=province).values_list("name_th", flat=True)
    return [*tambons.union(District.objects.filter(province=province).values_list("name_th", flat=True))]
