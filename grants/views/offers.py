"""One funder's answer to one request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants import services
from grants.forms import OfferForm
from grants.models import Offer
from grants.verbs import OFFER
from people.pages import show
from people.verb_pages import Pages, reasons


def find(request: HttpRequest, pk: int) -> Offer:
    rows = Offer.objects.visible_to(request.actor).select_related(
        "funder", "budget_request__organisation", "source__fund", "refund"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
@login_required
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, find(request, pk))


def page(request: HttpRequest, row: Offer, **filled: Any) -> HttpResponse:
    forms = PAGES.forms(request, row, **filled)
    context = {
        "offer": row,
        "lines": row.lines.select_related("line"),
        "questions": row.questions.all(),
        "refund": getattr(row, "refund", None),
        "nav": "requests",
        "forms": forms,
        "why_not": reasons(row, request.actor),
        "crumbs": [
            (_("Budget requests"), "/requests/"),
            (row.budget_request.title, row.budget_request.get_absolute_url()),
        ],
    }
    return show(request, "grants/offer.html", context, *forms.values())


def _offer_form(_request: HttpRequest, row: Offer, data: QueryDict | None) -> OfferForm:
    return OfferForm(data, offer=row, initial={"version": row.version})


PAGES = Pages(OFFER, services, find=find, page=page, made={"make_offer": _offer_form})
