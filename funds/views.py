"""Pages of a fund for those who may see it: what it holds, its statements, its vouchers."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from documents import downloads
from documents.reports import parcels_of
from funds import bases, pages, permissions, reports, services
from funds.forms import BooksForm, EvidenceForm, PaymentForm, ReceiptForm, SourceForm
from funds.models import Fund, Voucher
from funds.parcels import BOOKS
from funds.verbs import FUND, VOUCHER
from people.pages import show
from people.paging import sliced
from people.verb_pages import Pages
from wiring.written import Written

FEW = 10  # of what is set aside, on the fund's own page; all of it has a page of its own


def find(request: HttpRequest, code: str) -> Fund:
    return get_object_or_404(permissions.funds_visible_to(request.actor), code=code)


def find_voucher(request: HttpRequest, pk: int) -> Voucher:
    rows = Voucher.objects.filter(fund__in=permissions.funds_visible_to(request.actor))
    return get_object_or_404(rows.select_related("fund", "source__fund", *pages.PERSONS), pk=pk)


@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    funds = permissions.funds_visible_to(request.actor).order_by("province__order_key", "code")
    rows = [(fund, reports.position(fund)) for fund in funds]
    return redirect(rows[0][0]) if len(rows) == 1 else show(request, "funds/list.html", {"rows": rows, "nav": "funds"})


_VOUCHERS = Written(lambda pks: Voucher.objects.filter(pk__among=pks).select_related("source__fund"), pks=list)


@require_safe
@login_required
def fund(request: HttpRequest, code: str) -> HttpResponse:
    """Balance, committed, available by source; what is set aside; the vouchers."""
    found = find(request, code)
    vouchers = found.vouchers.select_related("source__fund")
    newest = reports.holds_of(found, {})
    holds = newest.rows[:FEW]
    bases.fill(holds)
    context = {
        "fund": found,
        "position": reports.position(found),
        "nav": "funds",
        "holds": holds,
        "more_holds": len(newest.rows) > FEW,
        "page": sliced(vouchers, request.GET, by="made_at", written=_VOUCHERS),
    }
    return show(request, "funds/fund.html", context)


@require_safe
@login_required
def holds(request: HttpRequest, code: str) -> HttpResponse:
    """All that is set aside, the newest first, each with what it was set aside for: that alone is paid out of it."""
    found = find(request, code)
    page = reports.holds_of(found, request.GET)
    bases.fill(page)
    return show(request, "funds/holds.html", {"holds": page, **pages.under(found)})


@require_safe
@login_required
def statement(request: HttpRequest, code: str, source: str) -> HttpResponse:
    """Every posting of a source's bank account, newest first."""
    found = find(request, code)
    row = get_object_or_404(found.sources.select_related("fund"), code=source)
    before = request.GET.get("before", "")
    lines = reports.statement(row, before=int(before[:18]) if before.isdecimal() else None)
    bases.fill(lines)
    older = lines[-1].aseq if lines and lines[-1].aseq > 1 else None
    context = {"source": row, "lines": lines, "older": older, **pages.under(found)}
    return show(request, "funds/statement.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def export_books(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the books as a file; below it what the reader has asked for before."""
    found = find(request, code)
    form = BooksForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(services.export_books(found.pk, **form.cleaned_data, actor=request.actor))
    context = {"form": form, "parcels": parcels_of(request.actor, BOOKS, found.subject), **pages.under(found)}
    return show(request, "funds/books.html", context, form)


def open_source(request: HttpRequest, found: Fund, form: SourceForm) -> object:
    return services.open_source(found, **form.cleaned_data, actor=request.actor)


def make_voucher(request: HttpRequest, _fund: Fund, form: PaymentForm) -> object:
    told = form.cleaned_data
    return services.make_voucher(told["key"], form.paper(), expense=told["expense"], actor=request.actor)


def record_receipt(request: HttpRequest, _fund: Fund, form: ReceiptForm) -> object:
    told = form.cleaned_data
    terms = {"income": told["income"], "proof": form.proof(), "doubt": told["doubt"]}
    return services.record_receipt(told["key"], form.paper(), **terms, actor=request.actor)


@require_safe
@login_required
def voucher(request: HttpRequest, pk: int) -> HttpResponse:
    row = find_voucher(request, pk)
    return show(request, "funds/voucher.html", pages.voucher(row, request.actor))


@require_safe
@login_required
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that proves a movement, for those who see its voucher."""
    row = find_voucher(request, pk)
    if row.evidence_blob_id is None:
        raise Http404
    return downloads.blob(row.evidence_blob_id, filename=f"evidence-{pk}")


def _blank(request: HttpRequest, found: Fund, data: QueryDict | None, *, form: type[Any]) -> Any:
    return form(data, request.FILES if data is not None else None, fund=found)


def _evidence(request: HttpRequest, row: Voucher, data: QueryDict | None) -> EvidenceForm:
    return EvidenceForm(data, request.FILES if data is not None else None, initial={"version": row.version})


OF_FUND = Pages(
    FUND,
    services,
    find=find,
    base=pages.under,
    made={"make_voucher": partial(_blank, form=PaymentForm), "record_receipt": partial(_blank, form=ReceiptForm)},
    own={"export_books": export_books},
    calls={"open_source": open_source, "make_voucher": make_voucher, "record_receipt": record_receipt},
)
OF_VOUCHER = Pages(
    VOUCHER,
    services,
    find=find_voucher,
    base=lambda row: pages.under(row.fund, row),
    made={"pay": _evidence},
)
