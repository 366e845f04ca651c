"""Writing a request, one question a screen; every save keeps what there is, finished or not."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import uploads
from people.pages import attempt, do, show, succeeded, version_of
from people.verb_pages import require_to_show
from programmes.reports import calls_for
from requests import landing, reports, screens, services, standing
from requests.forms import AttachmentForm, BeginForm
from requests.models import BudgetRequest
from requests.verbs import VERBS
from requests.views.screen_page import ScreenPage, crumbs


def find(request: HttpRequest, pk: int, *more: str) -> BudgetRequest:
    related = ("organisation", "call__route", "province", *more)
    rows = BudgetRequest.objects.visible_to(request.actor).select_related(*related)
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the call (and for whom), and open a draft."""
    choices = {"calls": calls_for(request.actor), "organisations": reports.organisations_for(request.actor)}
    form = BeginForm(request.POST or None, **choices)
    if request.method == "POST" and form.is_valid():
        row = attempt(
            form,
            lambda: services.begin(
                form.cleaned_data["call"].pk,
                organisation_id=form.cleaned_data["organisation"].pk,
                key=form.cleaned_data["key"],
                actor=request.actor,
            ),
        )
        if row:
            return redirect("requests:write", row.pk, screens.ALL[0].key)
    return show(request, "requests/begin.html", {"form": form, "nav": "requests", **choices}, form)


@require_http_methods(["GET", "POST"])
@login_required
def write(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One screen. The buttons: save and go on, save and stop, one more row, read pasted lines."""
    row = find(request, pk)
    screen = screens.BY_ADDRESS.get(key)
    if screen is None:
        raise Http404
    require_to_show(VERBS, "write", request, row)
    if request.method == "GET" and key not in screens.BY_KEY:
        return _to_its_screen(request, row, key)
    page = ScreenPage(request, row, screen)
    if request.method == "POST" and page.save():
        return page.answer()
    answer = show(request, page.template, page.context(), *page.forms())
    if answer.status_code == 200:  # "back" shows what is kept, not the page as it was before the save
        patch_cache_control(answer, no_store=True)
    return answer


def _to_its_screen(request: HttpRequest, row: BudgetRequest, key: str) -> HttpResponse:
    """From a section's own address, as letters and lists of defects have it, to where it is written now."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    place = reverse("requests:write", args=[row.pk, screens.of_section(key).key])
    return redirect(f"{place}{query}#{landing.first_of(reports.with_rows(row), key)}")


@require_safe
@login_required
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The nine questions: how far each is, and where to go on."""
    row = find(request, pk)
    require_to_show(VERBS, "write", request, row)
    standings = standing.of(reports.with_rows(row), landing.gaps(row))
    following = next((one for one in standings if one.kind != standing.CLEAR and not one.may_stay), None)
    context = {
        "budget_request": row,
        "standings": standings,
        "following": following,
        "clear": sum(one.kind == standing.CLEAR for one in standings[:9]),
        "nav": "requests",
        "crumbs": crumbs(row),
    }
    return render(request, "requests/questions.html", context)


@require_POST
@login_required
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    page = ScreenPage(request, row, screens.BY_KEY["attachments"])
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid() and succeeded(form, lambda: _attach(request, row, form), row=row):
        messages.success(request, _("The file was attached."))
        return page.leave() if page.pressed == "on" else redirect("requests:write", row.pk, "attachments")
    return show(request, "requests/write.html", {**page.context(), "form": page.form, "attachment_form": form}, form)


def _attach(request: HttpRequest, row: BudgetRequest, form: AttachmentForm) -> object:
    accepted = uploads.accept(form.cleaned_data["file"])
    return services.attach(
        row.pk,
        kind=form.cleaned_data["kind"],
        title=form.name,
        data=accepted.data,
        content_type=accepted.content_type,
        wish=form.wish(),
        version=form.cleaned_data["version"],
        actor=request.actor,
    )


@require_POST
@login_required
def take_back_file(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    row = find(request, pk)
    version = version_of(request)
    return do(
        request,
        lambda: services.take_back_file(row.pk, attachment, version=version, actor=request.actor),
        to=row.get_absolute_url(),
        done=_("Nobody sees the file from outside any more. That it was there stays on record."),
    )


@require_POST
@login_required
def remove_attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    row = find(request, pk)
    version = version_of(request)
    back = f"/requests/{row.pk}/write/attachments/"
    return do(
        request,
        lambda: services.remove_attachment(row.pk, attachment, version=version, actor=request.actor),
        to=back,
        done=_("The file was taken away."),
    )
