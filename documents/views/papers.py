"""Pages of papers: the PDF, how far its making is, and the one page that tells all about a paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import downloads, reports, services, subjects
from documents.forms import ScanForm, SignForm
from documents.kinds import label
from documents.models import Document, HandSignature, Signature
from documents.verbs import DOCUMENT, HAND, SIGNATURE
from documents.workflow import HandState
from people.pages import show, succeeded
from people.parts import LEADS_TO
from people.verb_pages import Pages


def find(request: HttpRequest, pk: int) -> Document:
    """A paper is for those who may see what it is about; everybody else gets 404."""
    found = get_object_or_404(Document.objects.select_related("replaced_by", "replaces"), pk=pk)
    if not subjects.may_read(request.actor, found):
        raise Http404
    return found


@require_safe
@login_required
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF; while it is being made, a page that says how far it is."""
    found = find(request, pk)
    if not found.is_ready:
        return render(request, "documents/pages/wait.html", _making(request, found), status=202)
    return downloads.document(found)


@require_safe
@login_required
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """One line of the list of papers, asked for again until the PDF is there."""
    return render(request, "documents/pages/line.html", {"document": find(request, pk)})


@require_safe
@login_required
def making(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the waiting page that is asked for again and again; it leads to the PDF when that is there."""
    found = find(request, pk)
    answer = render(request, "documents/pages/_making.html", _making(request, found))
    if found.is_ready:
        answer.headers[LEADS_TO] = f"/documents/{found.pk}/"
    return answer


def _making(request: HttpRequest, found: Document) -> dict[str, Any]:
    return {
        "document": found,
        "job": None if found.is_ready else reports.making_of(found),
        "url": subjects.url(found),
    }


@require_safe
@login_required
def about(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    return _page(request, found)


def _page(
    request: HttpRequest, found: Document, sign_form: SignForm | None = None, scan_form: ScanForm | None = None
) -> HttpResponse:
    places = list(found.signatures.select_related("organisation", "signed_by", "confirmed_by__person", "scan"))
    opened = [] if found.replaced else [place for place in places if not place.signed_at]
    for place in places:
        place.document = found
    mine = [place for place in opened if not SIGNATURE.reason_against("sign", request.actor, place)]
    if sign_form is None and mine and found.is_ready:
        sign_form = SignForm(initial={"place": mine[0].place, "sha256": found.pdf_id})
    may_scan = DOCUMENT.may("attach_scan", request.actor, found)
    if scan_form is None and may_scan:
        # For them alone: whether one may record a signature by hand is asked of the database for each place.
        by_hand = [place for place in opened if not SIGNATURE.reason_against("sign_by_hand", request.actor, place)]
        scan_form = ScanForm(places=by_hand)
    context = {
        **_making(request, found),
        "kind": label(found.kind),
        "places": places,
        "mine": mine,
        "by_hand": _by_hand(found, places),
        "sign_form": sign_form,
        "scan_form": scan_form,
        "sheet": reports.sheet_of(found) if places else None,
        "scans": found.scans.select_related("blob", "added_by__organisation").defer("blob__content"),
        "crumbs": [(_("What it is about"), subjects.url(found))],
    }
    return show(request, "documents/pages/about.html", context, *filter(None, [sign_form, scan_form]))


def _by_hand(found: Document, places: list[Signature]) -> list[HandSignature]:
    """What was said of signatures by hand and not confirmed, with the paper and the places that were read already."""
    if not found.is_ready:
        return []
    known = {place.pk: place for place in places}
    rows = HandSignature.objects.filter(place__in=known).exclude(state=HandState.CONFIRMED)
    listed = list(rows.select_related("claimed_by__organisation", "claimed_by__person", "decided_by__person", "scan"))
    for row in listed:
        row.place = known[row.place_id]
    return listed


def _is_said(form: ScanForm) -> bool:
    return form.cleaned_data["place"] is not None


@require_POST
@login_required
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = find(request, pk), SignForm(request.POST)
    if form.is_valid() and succeeded(form, lambda: services.sign(found.pk, **form.cleaned_data, actor=request.actor)):
        messages.success(request, str(SIGNATURE["sign"].done))
        return redirect("documents:about", found.pk)
    return _page(request, found, sign_form=form)


@require_POST
@login_required
def attach_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """A scan, and with a place chosen the record that somebody signed there by hand."""
    found = find(request, pk)
    form = ScanForm(request.POST, request.FILES, places=list(found.signatures.filter(signed_at=None)))
    if form.is_valid() and succeeded(
        form, lambda: services.attach_scan(found.pk, **form.cleaned_data, actor=request.actor)
    ):
        said = (
            _("The party it binds was told, and confirms it now.") if _is_said(form) else DOCUMENT["attach_scan"].done
        )
        messages.success(request, str(said))
        return redirect("documents:about", found.pk)
    return _page(request, found, scan_form=form)


@require_safe
@login_required
def scan(request: HttpRequest, pk: int, scan_pk: int) -> HttpResponse:
    kept = get_object_or_404(find(request, pk).scans.all(), pk=scan_pk)
    return downloads.blob(kept.blob_id, filename=f"scan-{pk}-{scan_pk}")


def find_by_hand(request: HttpRequest, pk: int) -> HandSignature:
    rows = HandSignature.objects.select_related("place__document", "place__organisation", "claimed_by__organisation")
    row = get_object_or_404(rows, pk=pk)
    row.place.document = find(request, row.place.document_id)
    return row


def _crumbs(row: HandSignature) -> dict[str, Any]:
    return {"crumbs": [(row.place.document.title, row.get_absolute_url())]}


BY_HAND = Pages(HAND, services, find=find_by_hand, base=_crumbs)
PAGES = Pages(DOCUMENT, services, find=find, page=_page, own={"attach_scan": attach_scan})
