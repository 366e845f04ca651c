"""The page of a province's cost norms: what holds on a day, what held before, what waits; and how they are set."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobs import clock
from people.pages import attempt, show
from people.verb_pages import Pages, require_to_show
from programmes import norm_lists, reports, services
from programmes.forms import DayForm, NormForm, NormListForm
from programmes.models import CostNorm
from programmes.norms import held_on
from programmes.verbs import NORM
from publishing import sheets


@require_safe
@login_required
def norms(request: HttpRequest) -> HttpResponse:
    """What is customary on a day, for everybody of the province; and what is other than on another day."""
    form = DayForm(request.GET or None)
    told = form.cleaned_data if form.is_valid() else {}
    day = told.get("on") or clock.today()
    against = told.get("against")
    province = _province(request)
    context = {
        "day": day,
        "against": against,
        "form": form,
        "norms": reports.norms_shown(province, day),
        "changes": reports.norms_changed(province, against, day) if against else [],
        "row": _blank(request),
        "nav": "requests",
    }
    return show(request, "programmes/norms.html", context, form)


@require_safe
@login_required
def norm(request: HttpRequest, pk: int) -> HttpResponse:
    """One norm with all that held before it and comes after."""
    row = find(request, pk)
    context = {"norm": row, "history": reports.history_of(row), "today": clock.today(), **_base(row)}
    return render(request, "programmes/norm.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The list as it holds today, to be changed and brought back."""
    told = norm_lists.rows(list(held_on(clock.today(), _province(request)).select_related("funder").order_by("code")))
    if form == "csv":
        return sheets.csv_response(norm_lists.HEADINGS, told, name="norms")
    if form == "xlsx":
        return sheets.excel_response(norm_lists.HEADINGS, told, name="norms")
    raise Http404


@require_http_methods(["GET", "POST"])
@login_required
def set_norm(request: HttpRequest) -> HttpResponse:
    """One norm from a day on; with `?from=` a new figure of one that holds."""
    require_to_show(NORM, "set_norm", request, _blank(request))
    province = _province(request)
    form = NormForm(request.POST or None, province=province, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.set_norm(province, terms=norm_lists.terms_of(form), actor=request.actor))
        if made:
            messages.success(request, _("The norm holds from that day on."))
            return redirect("programmes:norm", made.pk)
    return show(request, "programmes/set_norm.html", {"form": form, **_base(None)}, form)


@require_http_methods(["GET", "POST"])
@login_required
def import_norms(request: HttpRequest) -> HttpResponse:
    """A list of norms: all of it, or every fault by its cell and nothing."""
    require_to_show(NORM, "import_norms", request, _blank(request))
    province = _province(request)
    form = NormListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, **_base(None)}
    if request.method != "POST" or not form.is_valid():
        return show(request, "programmes/import_norms.html", context, form)
    read = attempt(form, lambda: norm_lists.read(form.cleaned_data["file"], province))
    if read and read.faults:
        return render(request, "programmes/import_norms.html", {**context, "faults": read.faults}, status=422)
    entries = read and attempt(form, lambda: services.import_norms(province, rows=read.terms, actor=request.actor))
    if not entries:
        return show(request, "programmes/import_norms.html", context, form)
    messages.success(request, _("%(n)s norms were entered.") % {"n": entries})
    return redirect("programmes:norms")


def find(request: HttpRequest, pk: int) -> CostNorm:
    rows = reports.norms_of(_province(request)).select_related("funder", "call")
    return get_object_or_404(rows, pk=pk)


def _province(request: HttpRequest) -> str:
    """Who holds no seat has no norms."""
    if not request.actor.province_id:
        raise Http404
    return str(request.actor.province_id)


def _blank(request: HttpRequest) -> CostNorm:
    return CostNorm(province_id=_province(request))


def _initial(request: HttpRequest) -> dict[str, Any]:
    key = request.GET.get("from", "")
    row = find(request, int(key)) if key.isascii() and key.isdecimal() and len(key) < 12 else None
    names = ("code", "name_th", "cap", "unit", "regulation", "words", "funder", "call")
    return {name: getattr(row, name) for name in names} if row else {}


def _base(row: CostNorm | None) -> dict[str, Any]:
    crumbs = [(_("Cost norms"), "/norms/")]
    if row:
        crumbs.append((str(row), f"/norms/{row.pk}/"))
    return {"crumbs": crumbs[: 2 if row else 1], "nav": "requests"}


PAGES = Pages(NORM, services, find=find, base=lambda row: _base(row))
