"""One funder's answer to one request."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants import permissions, services
from grants.forms import AskFunderForm, OfferForm, ReasonForm, TextForm
from grants.models import Offer
from people.pages import attempt, do, show, succeeded, version_of
from people.permissions import refuse
from requests.models import BudgetRequest
from requests.permissions import is_own


def find(request: HttpRequest, pk: int) -> Offer:
    rows = Offer.objects.visible_to(request.actor).select_related("funder", "budget_request__organisation", "source")
    return get_object_or_404(rows, pk=pk)


@require_safe
@login_required
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, find(request, pk))


def _page(request: HttpRequest, row: Offer, **bound: Any) -> HttpResponse:
    version = {"version": row.version}
    forms = {
        "offer_form": OfferForm(offer=row, initial=version),
        "decline_form": ReasonForm(initial=version),
        "ask_form": TextForm(initial=version),
        "answer_form": TextForm(initial=version),
        **bound,
    }
    may = {
        verb: row.can(verb) and not permissions.reason_against(verb, request.actor, row)
        for verb in ("acknowledge", "ask", "answer", "offer", "decline", "accept")
    }
    context = {
        "offer": row,
        "may": may,
        "lines": row.lines.select_related("line"),
        "questions": row.questions.all(),
        "refund": getattr(row, "refund", None),
        "nav": "requests",
        **forms,
        "why_not": permissions.reason_against("offer", request.actor, row) if row.is_unanswered else "",
        "crumbs": [
            (_("Budget requests"), "/requests/"),
            (row.budget_request.title, row.budget_request.get_absolute_url()),
        ],
    }
    return show(request, "grants/offer.html", context, *forms.values())


@require_POST
@login_required
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.acknowledge(row.pk, version=version, actor=request.actor),
        to=row,
        done=_("The council knows now that you have it."),
    )


@require_POST
@login_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = find(request, pk), TextForm(request.POST)
    if form.is_valid() and succeeded(
        form, lambda: services.ask_question(row.pk, **form.cleaned_data, actor=request.actor)
    ):
        return redirect(row)
    return _page(request, row, ask_form=form)


@require_POST
@login_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = find(request, pk), TextForm(request.POST)
    if form.is_valid() and succeeded(
        form, lambda: services.answer_question(row.pk, **form.cleaned_data, actor=request.actor)
    ):
        return redirect(row)
    return _page(request, row, answer_form=form)


@require_POST
@login_required
def make_offer(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    form = OfferForm(request.POST, offer=row)
    if form.is_valid() and succeeded(form, lambda: _offer(request, row, form), row=row):
        messages.success(request, _("The council was told of your offer."))
        return redirect(row)
    return _page(request, row, offer_form=form)


def _offer(request: HttpRequest, row: Offer, form: OfferForm) -> Offer:
    data = form.cleaned_data
    source = data["source"] if data["channel"] == "through_fund" else None
    return services.make_offer(
        row.pk,
        amounts=form.amounts(),
        conditions=data["conditions"],
        channel=data["channel"],
        source_id=source.pk if source else None,
        version=data["version"],
        actor=request.actor,
    )


@require_POST
@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = find(request, pk), ReasonForm(request.POST)
    if form.is_valid() and succeeded(form, lambda: services.decline(row.pk, **form.cleaned_data, actor=request.actor)):
        return redirect(row)
    return _page(request, row, decline_form=form)


@require_POST
@login_required
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    row, version = find(request, pk), version_of(request)
    return do(
        request,
        lambda: services.accept(row.pk, version=version, actor=request.actor),
        to=row.budget_request,
        done=_("The offer is accepted."),
    )


@require_POST
@login_required
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    return do(
        request,
        lambda: services.receive_refund(row.pk, actor=request.actor),
        to=row,
        done=_("The money that came back is recorded."),
    )


@require_http_methods(["GET", "POST"])
@login_required
def ask_funder(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one more funder."""
    row = get_object_or_404(BudgetRequest.objects.visible_to(request.actor), pk=pk)
    refuse("" if is_own(request.actor, row) else _("Only the council's own secretary or chair may do this."))
    form = AskFunderForm(request.POST or None, budget_request=row)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: services.ask_funder(
                row.pk,
                funder_id=form.cleaned_data["funder"].pk,
                amount=form.cleaned_data["amount"],
                actor=request.actor,
            ),
        )
        if made:
            return redirect(row)
    context = {"budget_request": row, "form": form, "nav": "requests"}
    return show(request, "grants/ask_funder.html", context, form)
