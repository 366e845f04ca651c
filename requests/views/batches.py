"""Many requests at once: the empty workbook, bringing it in, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from documents.opening import EXCEL
from people.pages import attempt, show
from people.parts import asks_for_part
from people.verb_pages import require_to_show
from programmes.models import Call
from programmes.reports import calls_for
from requests import services
from requests.forms import ManyForm
from requests.models import Batch
from requests.reports import organisations_for
from requests.verbs import BATCHES
from requests.workbook import drawing_many

MOST_SHOWN = 100


@require_safe
@login_required
def form(request: HttpRequest, call: int) -> HttpResponse:
    """The empty workbook of a call."""
    row = get_object_or_404(calls_for(request.actor), pk=call)
    BATCHES.require("bring_many", request.actor, Batch(call=row))
    names = organisations_for(request.actor).values_list("name_th", flat=True)
    headers = {"Content-Disposition": f'attachment; filename="requests-{row.fiscal_year}.xlsx"'}
    return HttpResponse(drawing_many.drawn(row, names), content_type=EXCEL, headers=headers)


@require_http_methods(["GET", "POST"])
@login_required
def bring_many(request: HttpRequest) -> HttpResponse:
    """Take a workbook away for a call, and bring it back filled in."""
    calls = list(calls_for(request.actor))
    require_to_show(
        BATCHES, "bring_many", request, Batch(call=calls[0] if calls else Call(province_id=_province(request)))
    )
    made = ManyForm(request.POST or None, request.FILES or None, calls=calls_for(request.actor))
    if request.method == "POST" and made.is_valid():
        batch = attempt(made, lambda: _bring(request, made))
        if batch:
            return redirect(batch)
    earlier = Batch.objects.filter(brought_by=request.actor.by_person).defer("content").select_related("call")[:10]
    context = {"form": made, "calls": calls, "earlier": earlier, **_base()}
    return show(request, "requests/bring_many.html", context, made)


@require_safe
@never_cache
@login_required
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is, and then what came of it; for the secretariat whose workbook it is."""
    mine = Batch.objects.filter(call__province=_province(request)).defer("content").select_related("call")
    row = get_object_or_404(mine, pk=pk)
    BATCHES.require("bring_many", request.actor, row)
    brought = row.brought.select_related("budget_request__organisation").order_by("number")[:MOST_SHOWN]
    told = {"batch": row, "brought": brought if row.is_done else [], "made": row.brought.count(), **_progress(row)}
    template = "requests/_batch.html" if asks_for_part(request) else "requests/batch.html"
    return render(request, template, {**told, **_base()})


def _bring(request: HttpRequest, made: ManyForm) -> Batch:
    return services.bring_many(made.cleaned_data["call"].pk, data=made.data_of_file(), actor=request.actor)


def _progress(row: Batch) -> dict[str, Any]:
    job = row.job if row.job_id and not row.is_done else None
    return {"done": job.progress_done if job else 0, "total": job.progress_total if job else 0}


def _province(request: HttpRequest) -> str:
    if not request.actor.province_id:
        raise Http404
    return str(request.actor.province_id)


def _base() -> dict[str, Any]:
    return {"nav": "requests", "crumbs": [(_("Budget requests"), "/requests/"), (_("Many at once"), "/requests/many/")]}
