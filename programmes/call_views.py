"""The calls of a province: which there are, each with its terms, and how the secretariat opens and changes them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jobs import clock
from people.pages import attempt, show
from people.verb_pages import Pages, require_to_show
from places.calendar import fiscal_year
from plans.models import Topic, TopicKind
from programmes import papers, reports, services
from programmes.call_forms import CallForm
from programmes.models import SET_BEFORE, SET_WHILE_OPEN, Call
from programmes.verbs import CALL

COPIED = (SET_BEFORE | SET_WHILE_OPEN) - {"opens_on", "closes_on", "fiscal_year"}


@require_safe
@login_required
def calls(request: HttpRequest) -> HttpResponse:
    """Every call of the reader's province, open ones marked."""
    blank = Call(province_id=_province(request))
    context = {"calls": reports.calls_of(blank.province_id), "row": blank, "today": clock.today(), "nav": "requests"}
    return render(request, "programmes/calls.html", context)


@require_safe
@login_required
def call(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    return render(request, "programmes/call.html", {"call": row, **terms(row), **_base(row)})


def terms(row: Call) -> dict[str, Any]:
    """What a call asks for, in words."""
    wanted = Topic.objects.filter(province=row.province_id, kind=TopicKind.DIMENSION, code__in=row.dimensions)
    words = dict(papers.choices())
    return {
        "askers": row.asker_words,
        "dimensions": list(wanted) if row.dimensions else [],
        "papers": [words[kind] for kind in row.demands if kind in words],
        "is_open": row.is_open(clock.today()),
        "today": clock.today(),
    }


@require_http_methods(["GET", "POST"])
@login_required
def add_call(request: HttpRequest) -> HttpResponse:
    """A new call; with `?from=` under the terms of an earlier one."""
    province = _province(request)
    require_to_show(CALL, "add_call", request, Call(province_id=province))
    earlier = _earlier(request)
    form = CallForm(request.POST or None, province=province, initial=_initial(earlier))
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: services.add_call(province, **form.terms(), copied_from=earlier, actor=request.actor)
        )
        if made:
            messages.success(request, _("The call is there. Everybody can read it."))
            return redirect(made)
    return show(request, "programmes/add_call.html", {"form": form, "earlier": earlier, **_base(None)}, form)


def find(request: HttpRequest, pk: int) -> Call:
    return get_object_or_404(reports.calls_of(_province(request)), pk=pk)


def _earlier(request: HttpRequest) -> Call | None:
    key = request.GET.get("from", "")
    return find(request, int(key)) if key.isascii() and key.isdecimal() and len(key) < 12 else None


def _initial(earlier: Call | None) -> dict[str, Any]:
    """The next year's, with the terms of the earlier one."""
    if earlier is None:
        return {"fiscal_year": fiscal_year(clock.today())}
    return {**{name: getattr(earlier, name) for name in COPIED}, "fiscal_year": earlier.fiscal_year + 1}


def _province(request: HttpRequest) -> str:
    if not request.actor.province_id:
        raise Http404
    return str(request.actor.province_id)


def _base(row: Call | None) -> dict[str, Any]:
    crumbs = [(_("Calls"), "/calls/")]
    if row:
        crumbs.append((str(row), row.get_absolute_url()))
    return {"crumbs": crumbs, "nav": "requests"}


def _change_form(_request: HttpRequest, row: Call, data: QueryDict | None) -> CallForm:
    names = row.may_change(clock.today())
    return CallForm(data, province=row.province_id, call=row, initial={name: getattr(row, name) for name in names})


PAGES = Pages(CALL, services, find=find, base=_base, made={"change_call": _change_form})
