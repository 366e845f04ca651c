"""Leads from money that was asked for by a request to its page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from funds.bases import LEADS, Described, Lead
from requests.models import BudgetRequest


def _requests(pks: set[int]) -> dict[int, Described]:
    rows = BudgetRequest.objects.filter(pk__in=pks).only("pk", "title", "receipt_number")
    return {row.pk: Described(f"{row.receipt_number} {row.title}".strip(), row.get_absolute_url()) for row in rows}


LEADS.provide("request", Lead(_("Budget request"), _requests), by=__name__)
