"""Sending a request, and checking it for completeness."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.subjects import papers_of
from people.pages import VersionForm, attempt, show
from people.verb_pages import require_to_show
from requests import closed, landing, reports, review, services
from requests.forms import DefectFormSet, StillOpenForm, SubmitForm
from requests.models import BudgetRequest, Defect
from requests.services.intake import open_defects
from requests.similar import similar
from requests.verbs import VERBS
from requests.views.writing import find


@require_http_methods(["GET", "POST"])
@login_required
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers in one look, each to be changed; what is still missing, and the button that sends."""
    row = find(request, pk, "plan_item__plan", "dimension", "strategic_issue", "sector", "owner")
    require_to_show(VERBS, "submit", request, row)
    form = SubmitForm(request.POST or None, defects=_to_answer(row), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        sent = attempt(
            form,
            lambda: services.submit(
                row.pk, version=form.cleaned_data["version"], answers=form.answers(), actor=request.actor
            ),
            row=row,
        )
        if sent:
            return redirect("requests:sent", sent.pk)
    gaps = landing.gaps(reports.with_rows(row))
    shown = {
        "gaps": gaps,
        "missing": len(gaps),
        "answers": review.of(row, gaps),
        "closed": [] if gaps else closed.closed(row),
        "similar": similar(row),
    }
    context = {**base(row), "form": form, **shown}
    return show(request, "requests/submit.html", context, form)


@require_safe
@login_required
def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """That it left: its number, who has it now, what comes next and until when."""
    row = find(request, pk)
    if not row.receipt_number:
        raise Http404
    papers = papers_of(request.actor, row.subject).select_related("replaced_by").order_by("-pk").defer("facts")
    context = {**base(row), "next_text": reports.next_text(row), "documents": papers}
    return render(request, "requests/sent.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def return_for_revision(request: HttpRequest, pk: int) -> HttpResponse:
    """The completeness check: find it complete, or send it back with one list."""
    row = find(request, pk)
    require_to_show(VERBS, "return_for_revision", request, row)
    known = list(open_defects(row))
    form = _still_open_form(request, row, known) if known else VersionForm(request.POST or None, initial=_version(row))
    formset = None if known else DefectFormSet(request.POST or None, prefix="defect")
    if request.method == "POST" and form.is_valid() and (formset is None or formset.is_valid()):
        done = attempt(form, lambda: _return(request, row, form, formset), row=row)
        if done:
            messages.success(request, str(VERBS["return_for_revision"].done))
            return redirect(done)
    context = {**base(row), "form": form, "formset": formset, "parts": reports.parts(row), "admit": VERBS["admit"]}
    return show(request, "requests/intake.html", context, form, *(formset.forms if formset else ()))


def _to_answer(row: BudgetRequest) -> list[Defect]:
    """A draft has none yet."""
    return list(open_defects(row)) if row.receipt_number else []


def _version(row: BudgetRequest) -> dict[str, int]:
    return {"version": row.version}


def _still_open_form(request: HttpRequest, row: BudgetRequest, known: list[Any]) -> StillOpenForm:
    return StillOpenForm(request.POST or None, defects=known, initial=_version(row))


def _return(request: HttpRequest, row: BudgetRequest, form: Any, formset: Any) -> BudgetRequest:
    filled = [one for one in formset.forms if one.has_changed()] if formset is not None else []
    return services.return_for_revision(
        row.pk,
        defects=[(one.cleaned_data["section"], one.cleaned_data["text"]) for one in filled],
        still_open=form.cleaned_data.get("still_open", ()),
        version=form.cleaned_data["version"],
        actor=request.actor,
    )


def base(row: BudgetRequest) -> dict[str, Any]:
    return {
        "budget_request": row,
        "nav": "requests",
        "crumbs": [(_("Budget requests"), "/requests/"), (row.title or row.receipt_number, row.get_absolute_url())],
    }
