"""The public list of requests with its filters in the address, and the same list as a file."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from places.models import Province
from portal import turns
from portal.finding import catching_up, listing
from requests import choices, sheet
from requests.filters import Filters


@require_safe
def requests_of(request: HttpRequest, code: str = "") -> HttpResponse:
    """Of a province, or of the country."""
    province = get_object_or_404(Province, code=code, is_active=True) if code else None
    wanted = Filters.read(request.GET, code)
    catching_up.a_little()
    boxes = choices.boxes(code, wanted)
    context = {
        "province": province,
        "wanted": wanted,
        "boxes": [box for box in boxes if box.choices or box.chosen],
        "chips": choices.chips(wanted, boxes),
        "page": listing.page(code, wanted, request.GET),
        "counted": listing.counted(code, wanted),
        "files": reverse("portal:requests_of", args=[code])[:-1] if code else reverse("portal:requests")[:-1],
        "nav": "public",
    }
    return render(request, "portal/requests.html", context)


@require_safe
def export(request: HttpRequest, form: str, code: str = "") -> HttpResponseBase:
    """The whole list as its filters cut it, in the words of the open edition."""
    if code:
        get_object_or_404(Province, code=code, is_active=True)
    wanted = Filters.read(request.GET, code)
    catching_up.a_little()
    answer = partial(sheet.answer, request, listing.keys(code, wanted), form, is_open=True)
    if form != sheet.EXCEL:
        return answer()
    try:
        with turns.turn(request):
            return answer()
    except turns.TooMuch:
        return turns.come_again(request)
