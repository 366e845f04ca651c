"""The page of an amphoe or a tambon: what was asked there, what became of it, and who decides; how to ask where nothing was."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
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
from wiring.written import Written

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
    counted = place_totals.totals(district.province, clock.today(), district.pk)
    tambons = list(Subdistrict.objects.filter(district=district))
    there = list(Organisation.objects.filter(_in_amphoe(district), kind__in=(*ASKERS, _AMPHOE)))
    context = {
        "place": district,
        "map": showing.map_of_amphoe(district, tambons, counted),
        "unreached": [one for one in tambons if one.pk not in counted or not counted[one.pk].paid],
        "committee": _first(there, _AMPHOE),
    }
    return _page(request, district, counted.get(district.pk), there, context)


def _in_amphoe(district: District) -> Q:
    """By the tambons' keys: a join would be an OR over two tables, which no index serves."""
    keys = Subdistrict.objects.filter(district=district).values("pk")
    return Q(district=district) | Q(subdistrict__in=keys)


def _tambon(request: HttpRequest, tambon: Subdistrict) -> HttpResponse:
    counted = place_totals.totals(tambon.province, clock.today(), tambon.pk)
    above = Q(kind=_AMPHOE, district=tambon.district_id) | Q(kind=_SECRETARIAT, province=tambon.province_id)
    found = list(Organisation.objects.filter(Q(subdistrict=tambon) | above))
    there = [one for one in found if one.subdistrict_id == tambon.pk]
    context = {
        "place": tambon,
        "district": tambon.district,
        "councils": [one for one in there if one.is_active and one.kind == OrganisationKind.COUNCIL],
        "committee": _first(there, OrganisationKind.TAMBON_COMMITTEE) or _first(found, _AMPHOE),
        "secretariat": _first(found, _SECRETARIAT),
        "call": open_call(tambon.province_id),
    }
    return _page(request, tambon, counted.get(tambon.pk), there, context)


_AMPHOE, _SECRETARIAT = OrganisationKind.AMPHOE_COMMITTEE, OrganisationKind.SECRETARIAT


def _first(found: list[Organisation], kind: OrganisationKind) -> Organisation | None:
    rows = [one for one in found if one.kind == kind and one.is_active]
    return min(rows, key=lambda one: one.pk, default=None)


def _page(
    request: HttpRequest,
    row: District | Subdistrict,
    counted: PlaceTotals | None,
    there: list[Organisation],
    context: dict[str, Any],
) -> HttpResponse:
    committee = context["committee"]
    totals = counted or PlaceTotals(code=row.pk, province=row.province)
    common = {
        "province": row.province,
        "totals": totals,
        "asked": _asked(totals),
        "sentence": _sentence(totals),
        "lookup": _list_of(row),
        "page": _requests(there, request),
        "decisions": _DECISIONS(committee=committee.pk) if committee else [],
        "nav": "public",
    }
    return render(request, "portal/place.html", {**common, **context})


def _list_of(row: District | Subdistrict) -> str:
    """The list of exactly the requests that its figures count."""
    name = "amphoe" if isinstance(row, District) else "tambon"
    return f"{reverse('portal:requests_of', args=[row.province_id])}?{name}={row.pk}"


def _asked(totals: PlaceTotals) -> str:
    told = ngettext("%(n)s request asked for %(asked)s.", "%(n)s requests asked for %(asked)s.", totals.requests)
    return told % {"n": totals.requests, "asked": full(totals.asked, Unit.BAHT)}


def _sentence(totals: PlaceTotals) -> str:
    """What became of what was asked."""
    if not totals.requests:
        return _("Nobody has asked for money from here yet.")
    return _("%s have been paid.") % full(totals.paid, Unit.BAHT) if totals.paid else _("Nothing has been paid yet.")


def _requests(there: list[Organisation], request: HttpRequest) -> Slice:
    """Of few organisations, by their keys: their requests are found by index and put in order then."""
    keys = [one.pk for one in there if one.is_asker]
    rows = BudgetRequest.objects.public().filter(organisation__in=keys)
    return sliced(listed(), request.GET, by="received_on", parts=[rows], written=LISTED)


def _decided(committee: int) -> QuerySet[Resolution]:
    rows = following.resolutions().filter(item__meeting__committee=committee)
    return rows.order_by("-resolved_at", "-pk")[:DECISIONS_SHOWN]


_DECISIONS = Written(_decided, committee=int)
