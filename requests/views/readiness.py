"""How clear a request is, before whom; and what a province demands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.kinds import FUNDERS
from people.models import Organisation
from people.pages import attempt, show
from people.verb_pages import require_to_show
from requests import readiness, reports, services
from requests.forms.demands import DemandForm
from requests.models import Demand, Strength
from requests.readiness import demands, rules
from requests.similar import similar
from requests.verbs import DEMANDS, VERBS
from requests.views.writing import find


@require_safe
@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One number, what is missing with the way to it, each funder's own demands, and what is much alike."""
    row = find(request, pk)
    VERBS.require("write", request.actor, row)
    told = readiness.report(reports.with_rows(row))
    context = {
        "budget_request": row,
        "report": told,
        "similar": similar(row),
        "nav": "requests",
        "crumbs": [(_("Budget requests"), "/requests/"), (row.title or _("New request"), row.get_absolute_url())],
    }
    return render(request, "requests/readiness.html", context)


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """What is demanded in the reader's province, of everybody and by each funder."""
    province = _province(request)
    held = demands.of_province(province)
    funders = Organisation.objects.filter(province=province, kind__in=FUNDERS, is_active=True).order_by(
        "kind", "name_th"
    )
    context = {
        "rules": [(rule, held.counting(rule)) for rule in rules.ALL],
        "funders": [(funder, _told(held, funder.pk)) for funder in funders],
        "of_funders": [*rules.FUNDERS.items(), ("inside_a_plan", rules.BY_KEY["inside_a_plan"].sentence)],
        "may_set": not DEMANDS.reason_against("set_demand", request.actor, Demand(province_id=province)),
        "nav": "requests",
    }
    return render(request, "requests/demands.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def set_demand(request: HttpRequest, rule: str) -> HttpResponse:
    """One rule: of everybody, or with `?funder=` of what is asked of that one."""
    province = _province(request)
    require_to_show(DEMANDS, "set_demand", request, Demand(province_id=province))
    funder = _funder(request, province)
    if (rule not in rules.BY_KEY or rules.BY_KEY[rule].fixed) and not (funder and rule in rules.FUNDERS):
        raise Http404
    form = DemandForm(request.POST or None, rule=rule, initial=_initial(province, rule, funder))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _set(request, province, rule, funder, form))
        if made:
            messages.success(request, _("From now on it counts so."))
            return redirect("requests:demands")
    known = rules.BY_KEY.get(rule)
    context = {
        "form": form,
        "sentence": known.sentence if known else rules.FUNDERS[rule],
        "funder": funder,
        "nav": "requests",
        "crumbs": [(_("What requests must have"), "/requests/demands/")],
    }
    return show(request, "requests/set_demand.html", context, form)


def _told(held: demands.Demands, funder: int) -> list[tuple[str, Demand]]:
    """What one funder demands, in words."""
    rows = held.of_funder.get(funder, {})
    return [(row.said or str(rules.sentence_of(key)), row) for key, row in rows.items() if row.strength != Strength.OFF]


def _set(request: HttpRequest, province: str, rule: str, funder: Organisation | None, form: DemandForm) -> Demand:
    key = funder.pk if funder else None
    return services.set_demand(province, rule, **form.cleaned_data, funder_id=key, actor=request.actor)


def _initial(province: str, rule: str, funder: Organisation | None) -> dict[str, Any]:
    held, known = demands.of_province(province), rules.BY_KEY.get(rule)
    row = held.of_funder.get(funder.pk, {}).get(rule) if funder else held.own.get(rule)
    if row:
        return {"strength": row.strength, "limit": row.limit, "papers": row.papers, "said": row.said}
    counting = held.counting(known) if known else None
    return {
        "strength": counting.strength if counting else Strength.REQUIRED,
        "limit": counting.limit if counting else None,
    }


def _funder(request: HttpRequest, province: str) -> Organisation | None:
    key = request.GET.get("funder", "")
    if not key:
        return None
    if not (key.isascii() and key.isdecimal() and len(key) < 12):
        raise Http404
    return get_object_or_404(Organisation, pk=int(key), province=province, kind__in=FUNDERS)


def _province(request: HttpRequest) -> str:
    if not request.actor.province_id:
        raise Http404
    return str(request.actor.province_id)
