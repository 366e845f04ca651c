"""How an organisation's papers look: its page, a specimen on paper, the emblem."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from documents import blobs, downloads, letterheads, paper, screen, services
from documents.forms import LetterheadForm
from documents.frozen import Specimen
from documents.models import Document, Letterhead
from documents.verbs import LETTERHEAD
from jobs import clock
from people.models import Organisation
from people.pages import attempt, show


def _find(request: HttpRequest, pk: int) -> tuple[Organisation, Letterhead]:
    """An organisation of the reader's own province."""
    rows = Organisation.objects.filter(province=request.actor.province_id).select_related(
        "province", "district", "subdistrict"
    )
    organisation = get_object_or_404(rows, pk=pk)
    head = (
        Letterhead.objects.filter(organisation=organisation).select_related("emblem").defer("emblem__content").first()
    )
    return organisation, head or Letterhead(organisation=organisation)


@require_http_methods(["GET", "POST"])
@login_required
def letterhead(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody of the province may look; its officers and the secretariat change it."""
    organisation, head = _find(request, pk)
    may = LETTERHEAD.may("set_letterhead", request.actor, organisation)
    form = LetterheadForm(request.POST or None, request.FILES or None, instance=head)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = form.cleaned_data
        emblem = told.pop("emblem_file")
        if attempt(form, lambda: services.set_letterhead(pk, emblem=emblem, actor=request.actor, **told)):
            messages.success(request, str(LETTERHEAD["set_letterhead"].done))
            return redirect("documents:set_letterhead", pk)
    context = {"organisation": organisation, "head": head, "form": form, "may": may}
    return show(request, "documents/pages/letterhead.html", context, form)


@require_safe
@login_required
def specimen(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter that says nothing, as it would be printed; marked as a draft."""
    organisation, _head = _find(request, pk)
    facts: Specimen = {
        "number": "–",
        "date": clock.today().isoformat(),
        "sender": letterheads.of(organisation),
        "subject": "ตัวอย่างหัวหนังสือ",
        "to": "ผู้รับหนังสือ",
        "signer": {"name": "", "position": ""},
    }
    draft = Document(kind="specimen", title="ตัวอย่างหัวหนังสือ", facts=facts, issued_at=clock.now())
    return downloads.draft(paper.pdf_of(draft), filename="specimen.pdf")


@require_safe
@login_required
def emblem(request: HttpRequest, pk: int) -> HttpResponse:
    _organisation, head = _find(request, pk)
    if head.emblem is None:
        raise Http404
    response = HttpResponse(blobs.read(head.emblem.sha256), content_type=head.emblem.content_type)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@require_safe
@cache_control(public=True, max_age=3600)
def style(request: HttpRequest) -> HttpResponse:
    """The style of papers for a screen; for anybody, it says nothing about anybody."""
    return HttpResponse(screen.style(), content_type="text/css; charset=utf-8")
