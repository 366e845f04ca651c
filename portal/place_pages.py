"""The page of an amphoe or a tambon: what was asked there, what became of it, and who decides; how to ask where nothing was."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from approvals.models import Resolution
from jobs import clock
from people.kinds import ASKERS, OrganisationKind
from people.models import Organisation
from people.paging import Slice, sliced
from places.models import District, Province, Subdistrict
from portal import following, place_totals, showing
from portal.kept import kept
from portal.models import PlaceTotals
from programmes.reports import open_call
from publishing.drawing.words import full
from publishing.figures import Unit
from requests.models import BudgetRequest
from requests.reports import LISTED, listed

DECISIONS_SHOWN = 5


def trees_of_place(code: str) -> list[str]:
    return list(Province.objects.filter(code=code[:2], is_active=True).values_list("code", flat=True))


@require_safe
@kept(trees_of_place)
def place(request: HttpRequest, code: str) -> HttpResponse:
    if len(code) == 4:
        return _amphoe(request, get_object_or_404(_open(District), code=code))
    if len(code) == 6:
        return _tambon(request, get_object_or_404(_open(Subdistrict).select_related("district"), code=code))
    raise Http404


def _open(model: Any) -> Any:
    return model.objects.filter(province__is_active=True).select_related("province")


def _amphoe(request: HttpRequest, district: District) -> HttpResponse:
    counted = place_totals.totals(district.province, clock.today())
    tambons = Subdistrict.objects.filter(district=district)
    askers = Organisation.objects.filter(kind__in=ASKERS).filter(district=district) | Organisation.objects.filter(
        kind__in=ASKERS, subdistrict__district=district
    )
    context = {
        "place": district,
        "map": showing.map_of(district),
        "unreached": [one for one in tambons if one.pk not in counted or not counted[one.pk].paid],
        "committee": _committee(OrganisationKind.AMPHOE_COMMITTEE, district=district),
    }
    return _page(request, district, counted, askers, context)


def _tambon(request: HttpRequest, tambon: Subdistrict) -> HttpResponse:
    counted = place_totals.totals(tambon.province, clock.today())
    askers = Organisation.objects.filter(kind__in=ASKERS, subdistrict=tambon)
    context = {
        "place": tambon,
        "district": tambon.district,
        "councils": [one for one in askers if one.is_active and one.kind == OrganisationKind.COUNCIL],
        "committee": _committee(OrganisationKind.TAMBON_COMMITTEE, subdistrict=tambon)
        or _committee(OrganisationKind.AMPHOE_COMMITTEE, district=tambon.district),
        "secretariat": _committee(OrganisationKind.SECRETARIAT, province=tambon.province),
        "call": open_call(tambon.province_id),
    }
    return _page(request, tambon, counted, askers, context)


def _page(
    request: HttpRequest,
    row: District | Subdistrict,
    counted: dict[str, PlaceTotals],
    askers: QuerySet[Organisation],
    context: dict[str, Any],
) -> HttpResponse:
    committee = context["committee"]
    totals = counted.get(row.pk) or PlaceTotals(code=row.pk, province=row.province)
    common = {
        "province": row.province,
        "totals": totals,
        "sentence": _sentence(totals),
        "money": [(label, getattr(totals, name)) for name, label in _MONEY.items()],
        "page": _requests(row.province, askers, request),
        "decisions": _decisions(committee) if committee else [],
        "nav": "public",
    }
    return render(request, "portal/place.html", {**common, **context})


_MONEY = {
    "asked": gettext_lazy("Asked"),
    "endorsed": gettext_lazy("Endorsed"),
    "promised": gettext_lazy("Agreed"),
    "paid": gettext_lazy("Paid"),
    "returned": gettext_lazy("Came back"),
}


def _sentence(totals: PlaceTotals) -> str:
    if not totals.requests:
        return _("Nobody has asked for money from here yet.")
    asked = ngettext("%(n)s request asked for %(asked)s.", "%(n)s requests asked for %(asked)s.", totals.requests)
    told = asked % {"n": totals.requests, "asked": full(totals.asked, Unit.BAHT)}
    paid = _("%s have been paid.") % full(totals.paid, Unit.BAHT) if totals.paid else _("Nothing has been paid yet.")
    return f"{told} {paid}"


def _requests(province: Province, askers: QuerySet[Organisation], request: HttpRequest) -> Slice:
    """Of few organisations, by their keys: their requests are found by index and put in order then."""
    keys = list(askers.values_list("pk", flat=True))
    rows = BudgetRequest.objects.public().filter(organisation__in=keys)
    return sliced(listed(), request.GET, by="received_on", parts=[rows], written=LISTED)


def _committee(kind: OrganisationKind, **place: Any) -> Organisation | None:
    return Organisation.objects.filter(kind=kind, is_active=True, **place).order_by("pk").first()


def _decisions(committee: Organisation) -> QuerySet[Resolution]:
    rows = following.resolutions().filter(item__meeting__committee=committee)
    return rows.order_by("-resolved_at", "-pk")[:DECISIONS_SHOWN]
