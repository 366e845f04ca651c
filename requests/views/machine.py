"""Requests for programs: each as JSON in its edition, and the schema that it keeps to."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit import canonical
from documents import reports as documents
from requests import machine, papers, public_edition, schema
from requests.models import BudgetRequest
from requests.reports import with_rows
from requests.schema import MachineRequest
from requests.views.previewing import find


@require_safe
def describe(request: HttpRequest) -> HttpResponse:
    """The schema of version 1, at an address that stays."""
    return HttpResponse(schema.document(), content_type="application/schema+json")


@require_safe
@login_required
def full(request: HttpRequest, pk: int) -> HttpResponse:
    """As it was sent last, for whoever may read it whole; a draft as it stands, for those who write it."""
    row = find(request, pk)
    sent = row.revisions.last()
    if sent is None:
        return _answer(machine.told(papers.facts(with_rows(row), revision=1), "draft"), row)
    return _answer(machine.told(sent.content, "full"), row)


@require_safe
def of_open_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """As everybody may read it, through the gate as it is today."""
    row = get_object_or_404(BudgetRequest.objects.public(), pk=pk)
    paper = documents.current(row.subject, "public_proposal")
    if paper is None:
        raise Http404
    return _answer(machine.of_open_edition(public_edition.again(paper.facts)), row)


def _answer(told: MachineRequest, row: BudgetRequest) -> HttpResponse:
    response = HttpResponse(canonical.encode(told), content_type="application/json")
    response["Content-Disposition"] = f'inline; filename="request-{row.pk}.json"'
    response["Link"] = f'<{settings.SITE_URL}{reverse("requests:schema")}>; rel="describedby"'
    return response
