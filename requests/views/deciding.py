"""Sending, withdrawing and checking a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.pages import VersionForm, attempt, do, show, version_of
from requests import permissions, reports, services
from requests.forms import DefectFormSet, ReasonForm, StillOpenForm, SubmitForm
from requests.models import BudgetRequest
from requests.services.intake import open_defects
from requests.views.writing import find


@require_http_methods(["GET", "POST"])
@login_required
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still missing, and the button that sends."""
    row = find(request, pk)
    permissions.require("submit", request.actor, row)
    form = SubmitForm(request.POST or None, defects=list(open_defects(row)), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        sent = attempt(
            form,
            lambda: services.submit(
                row.pk, version=form.cleaned_data["version"], answers=form.answers(), actor=request.actor
            ),
            row=row,
        )
        if sent:
            text = _("Sent. The receipt number is %(number)s; %(who)s has it now.")
            messages.success(request, text % {"number": sent.receipt_number, "who": sent.owner})
            return redirect(sent)
    parts = reports.parts(row)
    missing = sum(len(part.gaps) for part in parts)
    return show(request, "requests/submit.html", {**_base(row), "form": form, "parts": parts, "missing": missing}, form)


@require_http_methods(["GET", "POST"])
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back, for good."""
    return _with_reason(request, pk, "withdraw", services.withdraw, "requests/withdraw.html")


@require_http_methods(["GET", "POST"])
@login_required
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop payments for a while."""
    return _with_reason(request, pk, "suspend", services.suspend, "requests/suspend.html")


@require_http_methods(["GET", "POST"])
@login_required
def terminate(request: HttpRequest, pk: int) -> HttpResponse:
    """End a request before its time."""
    return _with_reason(request, pk, "terminate", services.terminate, "requests/terminate.html")


@require_POST
@login_required
def take_up_again(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.take_up_again(row.pk, version=version, actor=request.actor),
        to=row,
        done=_("The suspension was ended."),
    )


def _with_reason(
    request: HttpRequest, pk: int, verb: str, service: Callable[..., BudgetRequest], template: str
) -> HttpResponse:
    row = find(request, pk)
    permissions.require(verb, request.actor, row)
    form = ReasonForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: service(row.pk, **form.cleaned_data, actor=request.actor), row=row)
        if done:
            messages.success(request, _("Done; everybody concerned was told."))
            return redirect(done)
    return show(request, template, {**_base(row), "form": form}, form)


@require_http_methods(["GET", "POST"])
@login_required
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    """The completeness check: find it complete, or send it back with one list."""
    row = find(request, pk)
    permissions.require("return_for_revision", request.actor, row)
    known = list(open_defects(row))
    form = _still_open_form(request, row, known) if known else VersionForm(request.POST or None, initial=_version(row))
    formset = None if known else DefectFormSet(request.POST or None, prefix="defect")
    if request.method == "POST" and form.is_valid() and (formset is None or formset.is_valid()):
        done = attempt(form, lambda: _return(request, row, form, formset), row=row)
        if done:
            messages.success(request, _("Returned. The council has until the date on the list."))
            return redirect(done)
    context = {**_base(row), "form": form, "formset": formset, "parts": reports.parts(row)}
    return show(request, "requests/intake.html", context, form, *(formset.forms if formset else ()))


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


@require_POST
@login_required
def admit(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.admit(row.pk, version=version, actor=request.actor),
        to=row,
        done=_("The request is complete and goes before the committee."),
    )


@require_POST
@login_required
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.resume(row.pk, version=version, actor=request.actor),
        to=row,
        done=_("The request was taken up again."),
    )


def _base(row: BudgetRequest) -> dict[str, Any]:
    return {
        "budget_request": row,
        "nav": "requests",
        "crumbs": [(_("Budget requests"), "/requests/"), (row.title or row.receipt_number, row.get_absolute_url())],
    }
