"""Leads from the basis of a voucher or a hold to what allowed it: resolution, offer, agreement, instalment."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.models import Resolution
from funds.bases import LEADS, Described, Lead
from grants.models import Agreement, Instalment, Offer
from thai.names import apart
from wiring.written import Written

_RESOLUTIONS = Written(
    lambda pks: Resolution.objects.filter(pk__among=pks).select_related("item__meeting__committee"), pks=list
)


def _resolutions(pks: set[int]) -> dict[int, Described]:
    return {row.pk: Described(_resolution(row), row.item.get_absolute_url()) for row in _RESOLUTIONS(pks=list(pks))}


def _resolution(row: Resolution) -> str:
    # An abbreviation stands apart in Thai, as on paper; English has its space already.
    who = apart(row.item.meeting.committee.name_th)
    return " ".join((_("Resolution %(number)s of %(who)s") % {"number": row.label, "who": who}).split())


def _offers(pks: set[int]) -> dict[int, Described]:
    rows = Offer.objects.filter(pk__in=pks).select_related("funder", "budget_request")
    return {
        row.pk: Described(f"{row.funder} · {row.budget_request.receipt_number}", row.get_absolute_url()) for row in rows
    }


def _agreements(pks: set[int]) -> dict[int, Described]:
    rows = Agreement.objects.filter(pk__in=pks)
    words = _("Agreement %(number)s")
    return {row.pk: Described(words % {"number": row.number}, f"/grants/agreements/{row.pk}/") for row in rows}


def _instalments(pks: set[int]) -> dict[int, Described]:
    rows = Instalment.objects.filter(pk__in=pks).select_related("agreement")
    return {row.pk: Described(_instalment(row), f"/grants/instalments/{row.pk}/") for row in rows}


def _instalment(row: Instalment) -> str:
    words = {"number": row.number, "agreement": row.agreement.number}
    return _("Instalment %(number)s of agreement %(agreement)s") % words


LEADS.provide("resolution", Lead(gettext_lazy("Resolution"), _resolutions), by=__name__)
LEADS.provide("offer", Lead(gettext_lazy("Offer"), _offers), by=__name__)
LEADS.provide("agreement", Lead(gettext_lazy("Agreement"), _agreements), by=__name__)
LEADS.provide("instalment", Lead(gettext_lazy("Instalment"), _instalments), by=__name__)
