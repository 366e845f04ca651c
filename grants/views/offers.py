"""One funder's answer to one request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents import downloads
from grants import services
from grants.forms import OfferForm, RefundForm
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
        "crumbs": _crumbs(row),
    }
    return show(request, "grants/offer.html", context, *forms.values())


def _crumbs(row: Offer) -> list[tuple[Any, str]]:
    return [
        (_("Budget requests"), "/requests/"),
        (row.budget_request.title, row.budget_request.get_absolute_url()),
    ]


def _offer_form(_request: HttpRequest, row: Offer, data: QueryDict | None) -> OfferForm:
    return OfferForm(data, offer=row, initial={"version": row.version})


def _refund_form(request: HttpRequest, row: Offer, data: QueryDict | None) -> RefundForm:
    return RefundForm(data, request.FILES if data is not None else None, initial={"version": row.version})


@require_safe
@login_required
def refund_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that proves what came back to an agency, for those who see its offer."""
    row = find(request, pk)
    if not hasattr(row, "refund") or row.refund.evidence_blob_id is None:
        raise Http404
    return downloads.blob(row.refund.evidence_blob_id, filename=f"refund-{pk}")


def _under(row: Offer) -> dict[str, Any]:
    return {"nav": "requests", "crumbs": [*_crumbs(row), (row.funder, row.get_absolute_url())]}


PAGES = Pages(
    OFFER,
    services,
    find=find,
    page=page,
    base=_under,
    made={"make_offer": _offer_form, "receive_refund": _refund_form},
)
