"""Leads from the basis of a voucher or a hold to what allowed it: resolution, offer, agreement, instalment."""

from __future__ import annotations

from django.utils.translation import gettext as _

from approvals.models import Resolution
from funds.bases import Described, register
from grants.models import Agreement, Instalment, Offer


def _resolution(rest: str) -> Described:
    row = Resolution.objects.select_related("item__meeting__committee").get(pk=int(rest))
    return Described(
        _("Resolution %(number)s of %(who)s") % {"number": row.label, "who": row.item.meeting.committee},
        row.item.get_absolute_url(),
    )


def _offer(rest: str) -> Described:
    row = Offer.objects.select_related("funder", "budget_request").get(pk=int(rest))
    return Described(f"{row.funder} · {row.budget_request.receipt_number}", row.get_absolute_url())


def _agreement(rest: str) -> Described:
    row = Agreement.objects.get(pk=int(rest))
    return Described(_("Agreement %(number)s") % {"number": row.number}, f"/grants/agreements/{row.pk}/")


def _instalment(rest: str) -> Described:
    row = Instalment.objects.select_related("agreement").get(pk=int(rest))
    words = {"number": row.number, "agreement": row.agreement.number}
    return Described(_("Instalment %(number)s of agreement %(agreement)s") % words, f"/grants/instalments/{row.pk}/")


register("resolution", _resolution)
register("offer", _offer)
register("agreement", _agreement)
register("instalment", _instalment)
