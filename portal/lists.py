"""The public list of requests with its filters in the address, and the same list as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from places.models import Province
from portal.finding import catching_up, choices, listing
from portal.finding.filters import Filters


@require_safe
def requests_of(request: HttpRequest, code: str = "") -> HttpResponse:
    """Of a province, or of the country."""
    province = get_object_or_404(Province, code=code, is_active=True) if code else None
    wanted = Filters.read(request.GET, code)
    catching_up.a_little()
    boxes = choices.boxes(province, wanted)
    context = {
        "province": province,
        "wanted": wanted,
        "boxes": [box for box in boxes if box.choices or box.chosen],
        "chips": choices.chips(wanted, boxes),
        "page": listing.page(code, wanted, request.GET),
        "counted": listing.counted(code, wanted),
        "nav": "public",
    }
    return render(request, "portal/requests.html", context)
