"""The agreement: drawn up, read, signed; and the close of the request."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from grants import services
from grants.forms import SignForm
from grants.models import Agreement
from grants.services.agreeing import may_sign
from people.pages import do, show, succeeded, version_of
from requests.models import BudgetRequest


def _request(request: HttpRequest, pk: int) -> BudgetRequest:
    return get_object_or_404(BudgetRequest.objects.visible_to(request.actor), pk=pk)


def find(request: HttpRequest, pk: int) -> Agreement:
    rows = Agreement.objects.filter(budget_request__in=BudgetRequest.objects.visible_to(request.actor))
    return get_object_or_404(rows.select_related("budget_request__organisation"), pk=pk)


@require_POST
@login_required
def draw_up(request: HttpRequest, pk: int) -> HttpResponse:
    row = _request(request, pk)
    return do(
        request,
        lambda: services.draw_up(row.pk, actor=request.actor),
        to=row,
        done=_("The agreement is drawn up; every party was told to sign."),
    )


@require_POST
@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = _request(request, pk), version_of(request)
    return do(
        request,
        lambda: services.close_request(row.pk, version=version, actor=request.actor),
        to=row,
        done=_("The request is closed."),
    )


@require_safe
@login_required
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    document = Document.objects.filter(pk=row.document_id or 0).first()
    return _page(request, row, SignForm(initial={"sha256": document.pdf_id if document else ""}))


def _page(request: HttpRequest, row: Agreement, form: SignForm) -> HttpResponse:
    context: dict[str, Any] = {
        "agreement": row,
        "budget_request": row.budget_request,
        "form": form,
        "nav": "requests",
        "signatures": row.signatures.select_related("organisation"),
        "instalments": row.instalments.select_related("offer__funder"),
        "may_sign": may_sign(row, request.actor),
        "document": Document.objects.filter(pk=row.document_id or 0).first(),
        "crumbs": [
            (_("Budget requests"), "/requests/"),
            (row.budget_request.title, row.budget_request.get_absolute_url()),
        ],
    }
    return show(request, "grants/agreement.html", context, form)


@require_POST
@login_required
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = find(request, pk), SignForm(request.POST)
    if form.is_valid() and succeeded(form, lambda: services.sign(row.pk, **form.cleaned_data, actor=request.actor)):
        messages.success(request, _("You have signed."))
        return redirect("grants:agreement", row.pk)
    return _page(request, row, form)
