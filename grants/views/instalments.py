"""One instalment: asked for, checked, paid, reported on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from approvals import standing
from documents import downloads
from grants import services
from grants.forms import PayDirectForm, ReportForm
from grants.models import Instalment, Offer
from grants.reports import allowing, vouchers_of
from grants.verbs import INSTALMENT
from people.pages import show
from people.verb_pages import Pages


def find(request: HttpRequest, pk: int) -> Instalment:
    rows = Instalment.objects.filter(offer__in=Offer.objects.visible_to(request.actor))
    rows = rows.select_related("offer__funder", "offer__source__fund", "agreement__budget_request__organisation")
    return get_object_or_404(rows, pk=pk)


@require_safe
@login_required
def instalment(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, find(request, pk))


def page(request: HttpRequest, row: Instalment, **filled: Any) -> HttpResponse:
    forms = PAGES.forms(request, row, **filled)
    budget_request = row.agreement.budget_request
    context = {
        "instalment": row,
        "budget_request": budget_request,
        "nav": "requests",
        "vouchers": vouchers_of(request.actor, row),
        "held": standing.in_words(allowing(row)) if row.paid_on is None else "",
        "reports": row.reports.prefetch_related("lines__line"),
        "forms": forms,
        "crumbs": [(_("Budget requests"), "/requests/"), (budget_request.title, budget_request.get_absolute_url())],
    }
    return show(request, "grants/instalment.html", context, *forms.values())


def _report_form(_request: HttpRequest, row: Instalment, data: QueryDict | None) -> ReportForm:
    return ReportForm(data, instalment=row, initial={"version": row.version})


def _paid_form(request: HttpRequest, row: Instalment, data: QueryDict | None) -> PayDirectForm:
    return PayDirectForm(data, request.FILES if data is not None else None, initial={"version": row.version})


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that proves an agency's own payment, for those who see the instalment."""
    row = find(request, pk)
    if row.evidence_blob_id is None:
        raise Http404
    return downloads.blob(row.evidence_blob_id, filename=f"evidence-{pk}")


PAGES = Pages(INSTALMENT, services, find=find, page=page, made={"send_report": _report_form, "pay_direct": _paid_form})
