"""The form of a request as a workbook: taken away, and brought back filled in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import workbooks
from documents.opening import EXCEL
from people.pages import attempt, show
from people.verb_pages import require_to_show
from requests import papers, reports, services
from requests.comparing import Compared, compared
from requests.forms import WorkbookForm
from requests.models import BudgetRequest
from requests.verbs import VERBS
from requests.views.writing import find
from requests.workbook import drawing, reading

MOST_BYTES = 5_000_000


@require_safe
@login_required
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with what stands in the draft now."""
    row = reports.with_rows(find(request, pk))
    VERBS.require("fill", request.actor, row)
    name = f"แบบคำขอ {row.title or row.pk}.xlsx".replace("/", "-")[:120]
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(drawing.drawn(row), content_type=EXCEL, headers=headers)


@require_http_methods(["GET", "POST"])
@login_required
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the form away, and bring it back: every fault by its cell, or the draft as the form says it."""
    row = reports.with_rows(find(request, pk))
    require_to_show(VERBS, "fill", request, row)
    posted = request.method == "POST"
    made = WorkbookForm(request.POST or None, request.FILES or None, initial={"version": row.version})
    context: dict[str, Any] = {"form": made, "budget_request": row, "nav": "requests", **_crumbs(row)}
    if not (posted and made.is_valid()):
        return show(request, "requests/fill.html", context, made)
    read = attempt(made, lambda: reading.read(workbooks.accept(made.cleaned_data["file"], most_bytes=MOST_BYTES), row))
    if read is None:
        return show(request, "requests/fill.html", context, made)
    if read.faults:
        return render(request, "requests/fill.html", {**context, "faults": read.faults}, status=422)
    return _kept(request, row, made, read) or _not_kept(request, row, made, read, context)


def _kept(request: HttpRequest, row: BudgetRequest, made: WorkbookForm, read: reading.Read) -> HttpResponse | None:
    """A form of the draft as it stands is kept at once; an older one once its bringer has seen what is other."""
    told = made.cleaned_data
    version = told["version"] if told["over"] else read.version
    done = attempt(made, lambda: _fill(row, read, version, request), row=row)
    if done is None:
        return None
    messages.success(request, _("The form was read, and the draft says what it says."))
    return redirect(done)


def _fill(row: BudgetRequest, read: reading.Read, version: int, request: HttpRequest) -> BudgetRequest:
    return services.fill(row.pk, parts=read.parts, version=version, actor=request.actor)


def _not_kept(
    request: HttpRequest, row: BudgetRequest, made: WorkbookForm, read: reading.Read, context: dict[str, Any]
) -> HttpResponse:
    """Why not; and what is other, where somebody wrote in the draft since the form was taken away."""
    if getattr(made, "is_stale", False):
        fresh = reports.with_rows(BudgetRequest.objects.get(pk=row.pk))
        context |= {"found": _other(fresh, read), "fresh": fresh}
    return show(request, "requests/fill.html", context, made)


def _other(row: BudgetRequest, read: reading.Read) -> Compared:
    now = papers.facts(row, revision=1)
    return compared(now, services.as_filled(row, read.parts))


def _crumbs(row: BudgetRequest) -> dict[str, Any]:
    name = row.title or _("New request")
    return {"crumbs": [(_("Budget requests"), "/requests/"), (name, row.get_absolute_url())]}
