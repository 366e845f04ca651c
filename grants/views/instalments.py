"""One instalment: asked for, checked, paid, reported on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from funds.models import Voucher
from funds.workflow import State
from grants import permissions, services
from grants.forms import PayDirectForm, ReasonForm, ReportForm
from grants.models import Instalment, Offer
from people.pages import do, show, succeeded, version_of

# Which right each move of the machine needs.
_VERBS = {
    "request_payment": "request_payment",
    "verify": "verify",
    "send_back": "verify",
    "report": "report",
    "accept_report": "accept_report",
    "return_report": "accept_report",
}


def find(request: HttpRequest, pk: int) -> Instalment:
    rows = Instalment.objects.filter(offer__in=Offer.objects.visible_to(request.actor))
    rows = rows.select_related("offer__funder", "offer__source__fund", "agreement__budget_request__organisation")
    return get_object_or_404(rows, pk=pk)


@require_safe
@login_required
def instalment(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, find(request, pk))


def _page(request: HttpRequest, row: Instalment, **bound: Any) -> HttpResponse:
    version = {"version": row.version}
    forms = {
        "pay_form": PayDirectForm(initial=version),
        "report_form": ReportForm(instalment=row, initial=version),
        "reason_form": ReasonForm(initial=version),
        **bound,
    }
    budget_request = row.agreement.budget_request
    context = {
        "instalment": row,
        "budget_request": budget_request,
        "may": _may(request, row),
        "nav": "requests",
        "vouchers": Voucher.objects.filter(basis=row.subject),
        "reports": row.reports.prefetch_related("lines__line"),
        "crumbs": [(_("Budget requests"), "/requests/"), (budget_request.title, budget_request.get_absolute_url())],
        **forms,
    }
    return show(request, "grants/instalment.html", context, *forms.values())


def _may(request: HttpRequest, row: Instalment) -> dict[str, bool]:
    actor = request.actor
    may = {move: row.can(move) and not permissions.reason_against(verb, actor, row) for move, verb in _VERBS.items()}
    for verb in ("pay_direct", "pay_by_voucher"):
        may[verb] = row.can("pay") and not permissions.reason_against(verb, actor, row)
    may["pay_by_voucher"] = may["pay_by_voucher"] and not _has_open_voucher(row)
    return may


def _has_open_voucher(row: Instalment) -> bool:
    return Voucher.objects.filter(basis=row.subject, state__in=[State.DRAFTED, State.APPROVED]).exists()


@require_POST
@login_required
def request_payment(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.request_payment(row.pk, version=version, actor=request.actor),
        to=("grants:instalment", row.pk),
        done=_("The instalment was asked for."),
    )


@require_POST
@login_required
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.verify(row.pk, version=version, actor=request.actor),
        to=("grants:instalment", row.pk),
        done=_("Checked."),
    )


@require_POST
@login_required
def make_voucher(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.make_voucher(row.pk, version=version, actor=request.actor),
        to=("grants:instalment", row.pk),
        done=_("The voucher is made; another person approves it."),
    )


@require_POST
@login_required
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = find(request, pk), ReasonForm(request.POST)
    if form.is_valid() and succeeded(
        form, lambda: services.send_back(row.pk, **form.cleaned_data, actor=request.actor)
    ):
        return redirect("grants:instalment", row.pk)
    return _page(request, row, reason_form=form)


@require_POST
@login_required
def pay_direct(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = find(request, pk), PayDirectForm(request.POST)
    if form.is_valid() and succeeded(
        form, lambda: services.pay_direct(row.pk, **form.cleaned_data, actor=request.actor)
    ):
        messages.success(request, _("The payment is recorded."))
        return redirect("grants:instalment", row.pk)
    return _page(request, row, pay_form=form)


@require_POST
@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    form = ReportForm(request.POST, instalment=row)
    if form.is_valid() and succeeded(
        form,
        lambda: services.send_report(
            row.pk,
            narrative=form.cleaned_data["narrative"],
            spent=form.spent(),
            is_final=form.cleaned_data["is_final"],
            version=form.cleaned_data["version"],
            actor=request.actor,
        ),
        row=row,
    ):
        messages.success(request, _("The report was sent."))
        return redirect("grants:instalment", row.pk)
    return _page(request, row, report_form=form)


@require_POST
@login_required
def accept_report(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.accept_report(row.pk, version=version, actor=request.actor),
        to=("grants:instalment", row.pk),
        done=_("The report is accepted."),
    )


@require_POST
@login_required
def return_report(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = find(request, pk), ReasonForm(request.POST)
    if form.is_valid() and succeeded(
        form, lambda: services.return_report(row.pk, **form.cleaned_data, actor=request.actor)
    ):
        return redirect("grants:instalment", row.pk)
    return _page(request, row, reason_form=form)
