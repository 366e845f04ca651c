"""Stories of what was done: from closed requests whose final report was accepted, in the words of the open edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from documents.models import Document
from grants.models import Report
from grants.reports import with_flow
from grants.workflow import ReportState
from people.paging import Slice
from places.models import Province
from portal.finding import catching_up, listing
from requests import opened
from requests.filters import Filters
from requests.gate import typed
from requests.groups import Group
from requests.models import BudgetRequest, OpenFile
from requests.public_edition import again

PHOTOS = 2
SAID = 600  # letters of each part; the request's page has all of it


@dataclass(frozen=True)
class Story:
    """`before` and `done` are the request's own words, `changed` its final report's."""

    row: BudgetRequest
    before: str
    done: list[str]
    changed: str
    spent: int
    photos: list[OpenFile]

    @property
    def cost(self) -> int:
        """What was paid, less what came back."""
        return (getattr(self.row, "paid", None) or 0) - (getattr(self.row, "returned", None) or 0)


@require_safe
def results(request: HttpRequest, code: str = "") -> HttpResponse:
    """Of the country, or of a province; what was received last first."""
    province = get_object_or_404(Province, code=code, is_active=True) if code else None
    catching_up.a_little()
    page = listing.page(code, Filters(state=Group.DONE), request.GET)
    context = {"province": province, "page": page, "stories": stories(page), "nav": "public"}
    return render(request, "portal/results.html", context)


def stories(page: Slice) -> list[Story]:
    """Those of a page that a final report tells of. Four questions, however many there are."""
    keys = [row.pk for row in page]
    rows = with_flow(BudgetRequest.objects.filter(pk__in=keys)).select_related("organisation", "province")
    read = rows.in_bulk(keys)
    papers = Document.objects.filter(
        subject__in=[row.subject for row in page], kind="public_proposal", replaced_by=None
    )
    facts = {paper.subject: again(paper.facts) for paper in papers}
    reported, photos = _reports(keys), _photos(keys)
    return [
        _story(read[pk], facts[read[pk].subject], reported[pk], photos.get(pk, []))
        for pk in keys
        if pk in reported and read[pk].subject in facts
    ]


def _reports(keys: list[int]) -> dict[int, list[Report]]:
    accepted = Report.objects.filter(
        instalment__agreement__budget_request__in=keys, state=ReportState.ACCEPTED
    ).select_related("instalment__agreement")
    found: dict[int, list[Report]] = {}
    for report in accepted:
        found.setdefault(report.instalment.agreement.budget_request_id, []).append(report)
    return {pk: reports for pk, reports in found.items() if any(report.is_final for report in reports)}


def _photos(keys: list[int]) -> dict[int, list[OpenFile]]:
    """The first ones that each council opened."""
    found: dict[int, list[OpenFile]] = {}
    for one in opened.shown(*keys).filter(small__gt=""):
        found.setdefault(one.attachment.budget_request_id, []).append(one)
    return {pk: photos[:PHOTOS] for pk, photos in found.items()}


def _story(row: BudgetRequest, told: dict[str, Any], reports: list[Report], photos: list[OpenFile]) -> Story:
    final = next(report for report in reversed(reports) if report.is_final)
    return Story(
        row=row,
        before=told["rationale"]["situation"][:SAID],
        done=[one["name"] for one in told["activities"]][:5],
        changed=typed(final.narrative, row)[:SAID],
        spent=sum(report.spent for report in reports),
        photos=photos,
    )
