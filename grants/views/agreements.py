"""The agreement: read and signed; and what the room does to a request itself."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.models import Document
from grants import services
from grants.forms import AskFunderForm, SignForm
from grants.models import Agreement
from grants.permissions import place_of
from grants.reports import instalments_for
from grants.verbs import AGREEMENT, REQUEST
from people.pages import show
from people.verb_pages import Pages
from requests.models import BudgetRequest


def find_request(request: HttpRequest, pk: int) -> BudgetRequest:
    return get_object_or_404(BudgetRequest.objects.visible_to(request.actor), pk=pk)


def _ask_funder_form(_request: HttpRequest, row: BudgetRequest, data: QueryDict | None) -> AskFunderForm:
    return AskFunderForm(data, budget_request=row)


def find(request: HttpRequest, pk: int) -> Agreement:
    rows = Agreement.objects.visible_to(request.actor).select_related("budget_request__organisation")
    return get_object_or_404(rows, pk=pk)


@require_safe
@login_required
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, find(request, pk))


def page(request: HttpRequest, row: Agreement, **filled: Any) -> HttpResponse:
    document = Document.objects.filter(pk=row.document_id or 0).first()
    forms = PAGES.forms(request, row, **filled)
    place = place_of(row, request.actor)
    waits_for_reader = place is not None and place.signed_at is None
    if not waits_for_reader or not (document and document.is_ready):
        forms = filled
    context: dict[str, Any] = {
        "agreement": row,
        "budget_request": row.budget_request,
        "forms": forms,
        "nav": "requests",
        "signatures": row.signatures.select_related("organisation"),
        "instalments": instalments_for(request.actor, row),
        "waits_for_reader": waits_for_reader,
        "document": document,
        "crumbs": [
            (_("Budget requests"), "/requests/"),
            (row.budget_request.title, row.budget_request.get_absolute_url()),
        ],
    }
    return show(request, "grants/agreement.html", context, *forms.values())


def _sign_form(_request: HttpRequest, row: Agreement, data: QueryDict | None) -> SignForm:
    document = Document.objects.filter(pk=row.document_id or 0).first()
    return SignForm(data, initial={"sha256": document.pdf_id if document else ""})


PAGES = Pages(AGREEMENT, services, find=find, page=page, made={"sign": _sign_form})
OF_REQUEST = Pages(
    REQUEST,
    services,
    find=find_request,
    base=lambda row: {
        "nav": "requests",
        "crumbs": [(_("Budget requests"), "/requests/"), (row.title, row.get_absolute_url())],
    },
    made={"ask_funder": _ask_funder_form},
)
