"""Pages of a fund for those who may see it: what it holds, its statements, its vouchers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funds import bases, pages, permissions, reports, services
from funds.exports import FORMATS
from funds.exports.book import Book
from funds.forms import EvidenceForm, PaymentForm, ReasonForm, ReceiptForm, SourceForm
from funds.models import Fund, Voucher
from people.pages import attempt, do, show, version_of


def _fund(request: HttpRequest, code: str) -> Fund:
    return get_object_or_404(permissions.funds_visible_to(request.actor), code=code)


def _voucher(request: HttpRequest, pk: int) -> Voucher:
    rows = Voucher.objects.filter(fund__in=permissions.funds_visible_to(request.actor))
    return get_object_or_404(rows.select_related("fund", "source__fund", *pages.PERSONS), pk=pk)


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    funds = permissions.funds_visible_to(request.actor).order_by("province__order_key", "code")
    rows = [(fund, reports.position(fund)) for fund in funds]
    return redirect(rows[0][0]) if len(rows) == 1 else show(request, "funds/list.html", {"rows": rows, "nav": "funds"})


@require_safe
@login_required
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """Balance, committed, available by source; what is set aside; the vouchers."""
    found = _fund(request, code)
    vouchers = found.vouchers.select_related("source__fund")
    holds = reports.holds_of(found)
    bases.fill(holds)
    context = {
        "fund": found,
        "position": reports.position(found),
        "nav": "funds",
        "holds": holds,
        "page": Paginator(vouchers, 20).get_page(request.GET.get("page")),
        "formats": FORMATS,
        "may_open": not permissions.reason_against("open", request.actor, found),
        "may_make": not permissions.reason_against("make", request.actor, found),
        "may_receive": not permissions.reason_against("receive", request.actor, found),
    }
    return show(request, "funds/fund.html", context)


@require_safe
@login_required
def statement(request: HttpRequest, code: str, source: str) -> HttpResponse:
    """Every posting of a source's bank account, newest first."""
    found = _fund(request, code)
    row = get_object_or_404(found.sources.select_related("fund"), code=source)
    before = request.GET.get("before", "")
    lines = reports.statement(row, before=int(before[:18]) if before.isdecimal() else None)
    bases.fill([line.entry for line in lines])
    older = lines[-1].aseq if lines and lines[-1].aseq > 1 else None
    context = {"source": row, "lines": lines, "older": older, **pages.under(found)}
    return show(request, "funds/statement.html", context)


@require_safe
@login_required
def export(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The books as a file, for those who may see the fund."""
    found = _fund(request, code)
    if form not in FORMATS:
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{found.code}.{form}"
        FORMATS[form](Book(found), path)
        return HttpResponse(
            path.read_bytes(),
            content_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{path.name}"'},
        )


@require_http_methods(["GET", "POST"])
@login_required
def open_source(request: HttpRequest, code: str) -> HttpResponse:
    found = _fund(request, code)
    permissions.require("open", request.actor, found)
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: services.open_source(found, **form.cleaned_data, actor=request.actor))
        if done:
            messages.success(request, _("The source is open."))
            return redirect(found)
    return _form(request, form, _("New source of money"), _("Open the source"), found)


@require_http_methods(["GET", "POST"])
@login_required
def make_voucher(request: HttpRequest, code: str) -> HttpResponse:
    found = _fund(request, code)
    permissions.require("make", request.actor, found)
    form = PaymentForm(request.POST or None, fund=found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = attempt(
            form,
            lambda: services.make_voucher(
                told["key"], form.paper(), expense=told["expense"], hold=told["hold"], actor=request.actor
            ),
        )
        if made:
            messages.success(request, _("The voucher was made. Another person approves it now."))
            return redirect(made)
    return _form(request, form, _("Payment voucher"), _("Make the voucher"), found)


@require_http_methods(["GET", "POST"])
@login_required
def receive(request: HttpRequest, code: str) -> HttpResponse:
    found = _fund(request, code)
    permissions.require("receive", request.actor, found)
    form = ReceiptForm(request.POST or None, fund=found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = attempt(
            form, lambda: services.record_receipt(told["key"], form.paper(), income=told["income"], actor=request.actor)
        )
        if made:
            messages.success(request, _("The money is in the books."))
            return redirect(made)
    return _form(request, form, _("Receipt voucher"), _("Record the receipt"), found)


@require_safe
@login_required
def voucher(request: HttpRequest, pk: int) -> HttpResponse:
    row = _voucher(request, pk)
    return show(request, "funds/voucher.html", pages.voucher(row, request.actor))


@require_POST
@login_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = _voucher(request, pk), version_of(request)
    return do(
        request,
        lambda: services.approve(row.pk, version=version, actor=request.actor),
        to=row,
        done=_("Approved. The cashier pays it now."),
    )


@require_http_methods(["GET", "POST"])
@login_required
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    row = _voucher(request, pk)
    permissions.require("reject", request.actor, row)
    form = ReasonForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: services.reject(row.pk, **form.cleaned_data, actor=request.actor), row=row)
        if done:
            messages.success(request, _("The voucher was rejected; its number stays used."))
            return redirect(done)
    return _form(request, form, _("Reject the voucher"), _("Reject"), row, kind="danger")


@require_http_methods(["GET", "POST"])
@login_required
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    row = _voucher(request, pk)
    permissions.require("pay", request.actor, row)
    form = EvidenceForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: services.pay(row.pk, **form.cleaned_data, actor=request.actor), row=row)
        if done:
            messages.success(request, _("Paid, and in the books."))
            return redirect(done)
    return _form(request, form, _("Pay"), _("Pay"), row)


@require_http_methods(["GET", "POST"])
@login_required
def reverse(request: HttpRequest, pk: int) -> HttpResponse:
    row = _voucher(request, pk)
    permissions.require("reverse", request.actor, row)
    form = ReasonForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: services.reverse(row.pk, **form.cleaned_data, actor=request.actor), row=row)
        if done:
            messages.success(request, _("Reversed. The voucher and both entries stay in the books."))
            return redirect(done)
    return _form(request, form, _("Reverse the voucher"), _("Reverse"), row, kind="danger")


def _form(
    request: HttpRequest, form: forms.Form, title: str, submit: str, row: Fund | Voucher, kind: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "submit": submit, "row": row, "kind": kind}
    under = pages.under(row) if isinstance(row, Fund) else pages.under(row.fund, row)
    return show(request, "funds/form.html", {**context, **under}, form)
