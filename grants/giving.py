"""360Giving 1.4: what each funder gives to each request, as grants that the tools of other countries read.

`https://standard.threesixtygiving.org`. The prefix is not registered with 360Giving; ids are ours, and stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from grants.models import Agreement, Offer
from grants.open_rows import agreements, walk_agreements
from grants.workflow import GONE_OUT, OfferState
from jobs import clock
from people.models import Organisation
from places.models import Province
from publishing.checkpoints import Made
from publishing.files import licence
from publishing.files.objects import with_list
from publishing.gate import outward, words
from publishing.shelf import File
from thai.money import plain

VERSION = "1.4"
_CURRENCY = "THB"
_PAGE = 200


def write(province: Province, made: Made) -> Iterator[bytes]:
    return with_list(_package(province, made), "grants", _grants(province))


def is_there(province: Province) -> bool:
    """A package has one grant at least."""
    return bool(walk_agreements(province.pk, None, 1))


FILE = File("application/json", _("Grants for other countries' tools (360Giving)"), write, is_there)


def _package(province: Province, made: Made) -> dict[str, Any]:
    here = licence.address(f"/data/{province.pk}/")
    return {
        "version": VERSION,
        "title": f"ทุนกลาง จังหวัด{province.name_th}",
        "description": f"Made at the checkpoint {made}. {licence.PROOF}",
        "issued": clock.today().isoformat(),
        "identifier": f"{_prefix(province)}-{made.size}",
        "publisher": {"name": f"ทุนกลาง จังหวัด{province.name_th}", "website": settings.SITE_URL},
        "license": licence.ADDRESS,
        "downloadURL": f"{here}360giving.json",
        "accessURL": here,
    }


def _grants(province: Province) -> Iterator[str]:
    after = None
    while page := walk_agreements(province.pk, after, _PAGE):
        found = {row.pk: row for row in _read(province, [place[-1] for place in page])}
        for place in page:
            if agreement := found.get(place[-1]):
                for offer in agreement.budget_request.offers.all():
                    if offer.state == OfferState.ACCEPTED:
                        yield _spelled(_grant(province, agreement, offer))
        after = page[-1] if len(page) == _PAGE else None
        if after is None:
            return


def _read(province: Province, keys: list[int]) -> Any:
    asked = "budget_request"
    near = (f"{asked}__organisation__subdistrict", f"{asked}__call", f"{asked}__dimension")
    rows = agreements(province.pk).filter(pk__in=keys).select_related(*near)
    return rows.prefetch_related(f"{asked}__offers__funder", f"{asked}__offers__instalments")


def _grant(province: Province, agreement: Agreement, offer: Offer) -> dict[str, Any]:
    row = agreement.budget_request
    paid = [part for part in offer.instalments.all() if part.state in GONE_OUT]
    title = outward(row.open_title)
    told = {
        "id": f"{_prefix(province)}-{offer.pk}",
        "title": title,
        "description": f"{title} ({words(row.organisation.name_th)})",
        "currency": _CURRENCY,
        "amountAppliedFor": _baht(offer.asked_amount),
        "amountAwarded": _baht(offer.amount),
        "amountDisbursed": _baht(sum(part.amount for part in paid)),
        "awardDate": clock.day_of(agreement.drawn_up_at).isoformat(),
        "url": licence.address(f"/public/agreements/{agreement.pk}/"),
        "recipientOrganization": [_organisation(province, row.organisation)],
        "fundingOrganization": [_organisation(province, offer.funder)],
        "grantProgramme": [{"code": str(row.call_id), "title": words(row.call.title)}],
        "fromOpenCall": "Yes",
        "dataSource": licence.address(f"/data/{province.pk}/360giving.json"),
        "disbursementTransaction": [
            {
                "id": str(part.pk),
                "transactionDate": part.paid_on.isoformat() if part.paid_on else None,
                "currency": _CURRENCY,
                "value": _baht(part.amount),
            }
            for part in paid
        ],
        "plannedDates": _planned(row),
        "beneficiaryLocation": _where(row.organisation),
        "classifications": _classified(row),
    }
    return {name: value for name, value in told.items() if value != []}


def _planned(row: Any) -> list[dict[str, str]]:
    if not (row.starts_on and row.ends_on):
        return []
    return [{"startDate": row.starts_on.isoformat(), "endDate": row.ends_on.isoformat()}]


def _where(asker: Organisation) -> list[dict[str, str]]:
    place = asker.subdistrict
    if place is None:
        return []
    return [{"name": place.name_th, "countryCode": "TH", "geoCode": place.code, "geoCodeType": "DOPA"}]


def _classified(row: Any) -> list[dict[str, str]]:
    topic = row.dimension
    return [{"vocabulary": "dimension", "code": topic.code, "title": words(topic.name_th)}] if topic else []


def _organisation(province: Province, row: Organisation) -> dict[str, str]:
    return {"id": f"{_prefix(province)}-org-{row.pk}", "name": words(row.name_th)}


def _prefix(province: Province) -> str:
    return f"360G-thunklang{province.pk}"


def _baht(satang: int) -> float:
    """The nearest number of JSON: exact again when it is rounded to whole satang."""
    return float(plain(satang))


def _spelled(grant: dict[str, Any]) -> str:
    return json.dumps(grant, ensure_ascii=False)
