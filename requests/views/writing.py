"""Writing a request, one section a page; every save keeps what there is, finished or not."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from documents import uploads
from jobs import clock
from people.pages import attempt, do, show, succeeded, version_of
from people.parts import asks_for_part
from people.verb_pages import require_to_show
from programmes.norms import norms_on, over_norm
from programmes.reports import calls_for
from requests import reports, sections, services
from requests.forms import AttachmentForm, BeginForm, row_formset, section_form
from requests.forms.defaults import offered
from requests.forms.writing import RowFormSet, SectionForm, pasted_rows, rows_of
from requests.models import BudgetLine, BudgetRequest, MoneyPart
from requests.verbs import VERBS


def find(request: HttpRequest, pk: int) -> BudgetRequest:
    rows = BudgetRequest.objects.visible_to(request.actor).select_related("organisation", "call__route", "province")
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
            return redirect("requests:write", row.pk, sections.ALL[0].key)
    return show(request, "requests/begin.html", {"form": form, "nav": "requests", **choices}, form)


@require_http_methods(["GET", "POST"])
@login_required
def write(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One section. The buttons: save and go on, save and stay, one more row, read pasted lines."""
    row = find(request, pk)
    section = sections.BY_KEY.get(key)
    if section is None:
        raise Http404
    require_to_show(VERBS, "write", request, row)
    page = _Page(request, row, section)
    if request.method == "POST" and page.save():
        return page.answer()
    answer = show(request, page.template, page.context(), page.form, *page.row_forms())
    if answer.status_code == 200:  # "back" shows what is kept, not the page as it was before the save
        patch_cache_control(answer, no_store=True)
    return answer


class _Page:
    """One section's page: its form, its rows, and what the pressed button asks for."""

    def __init__(self, request: HttpRequest, row: BudgetRequest, section: sections.Section) -> None:
        self.request, self.row, self.section = request, reports.with_rows(row), section
        self.pressed = request.POST.get("press", "next")
        self.unread = request.POST.get("pasted", "") if request.method == "POST" else row.unread_lines
        if self.pressed in ("next", "row") and self.unread.strip():
            self.pressed = "paste"  # whatever was pressed: what stands in the box is not passed over
        self.name = request.POST.get("line", "")[:40] or secrets.token_urlsafe(12)
        data = request.POST if request.method == "POST" else None
        self.form: SectionForm = section_form(section)(data, instance=row, initial=self._initial())
        self.rows = self._formset(data)
        self.pasted: list[dict[str, Any]] = []

    def _initial(self) -> dict[str, Any]:
        self.offered = offered(self.row, self.section, self.request.actor)
        return {"version": self.row.version, **self.offered}

    @property
    def template(self) -> str:
        return "requests/write_form.html" if asks_for_part(self.request) else "requests/write.html"

    def _formset(self, data: Any, *, extra: int = 1, pasted: list[dict[str, Any]] | None = None) -> RowFormSet | None:
        if self.section.rows is None:
            return None
        initial = [] if data else rows_of(self.row, self.section.rows)
        extra = extra if initial or pasted else 3 if extra == 1 else extra
        formset = row_formset(self.section.rows, extra=extra + len(pasted or []))
        made = formset(data, initial=initial, prefix="row", form_kwargs={"budget_request": self.row})
        for form, values in zip(made.forms[len(initial) :], pasted or [], strict=False):
            form.asks = values.pop("asks", "")
            form.initial = values
        return made

    def row_forms(self) -> list[Any]:
        return list(self.rows.forms) if self.rows is not None else []

    def save(self) -> bool:
        sound = self.form.is_valid() and (self.rows is None or self.rows.is_valid())
        if not sound:
            return False
        rows = self.rows.rows() if self.rows is not None else None
        saved = attempt(
            self.form,
            lambda: services.write(
                self.row.pk,
                self.section.key,
                fields=self.form.answers(),
                rows=rows,
                unread=self.unread if self.section.rows is BudgetLine else None,
                page=services.Page(self.name, _number(self.request.POST.get("turn", ""))),
                version=self.form.cleaned_data["version"],
                actor=self.request.actor,
            ),
            row=self.row,
        )
        self.row = reports.with_rows(saved) if saved else self.row
        return saved is not None

    def answer(self) -> HttpResponse:
        if self.pressed == "next":
            following = sections.after(self.section.key)
            messages.success(self.request, _("Saved."))
            return redirect("requests:write", self.row.pk, following.key) if following else redirect(self.row)
        if self.pressed == "stop":
            messages.success(self.request, _("Saved."))
            return redirect(self.row)
        return self._shown_again()

    def _shown_again(self) -> HttpResponse:
        """After "one more row", pasted lines, or a save in the background: the page with what is kept."""
        pasted = []
        if self.pressed == "paste":
            pasted = self._read()
        form = section_form(self.section)(instance=self.row, initial=self._initial())
        extra = 3 if self.pressed == "row" else 1
        self.form, self.rows = form, self._formset(None, extra=extra, pasted=pasted)
        return render(self.request, self.template, self.context(saved=not pasted, pasted=len(pasted)))

    def _read(self) -> list[dict[str, Any]]:
        """The pasted lines as rows; they stay put aside until these are saved, and what finds no room stays in the box."""
        found = pasted_rows(self.unread)
        room = max(0, services.MAX_ROWS - len(rows_of(self.row, BudgetLine)))
        lines = [line for line in self.unread.splitlines() if line.strip(' \t"')]
        self.unread = "\n".join(lines[room:])
        return found[:room]

    def context(self, *, saved: bool = False, pasted: int = 0) -> dict[str, Any]:
        keys = [section.key for section in sections.ALL]
        return {
            "budget_request": self.row,
            "section": self.section,
            "form": self.form,
            "rows": self.rows,
            "nav": "requests",
            "saved": saved,
            "step": keys.index(self.section.key) + 1,
            "steps": len(keys),
            "is_budget": self.section.rows is BudgetLine,
            "pasted": pasted,
            "unread": self.unread,
            "line": self.name,
            **self._lacking(),
            **self._sums(),
            "attachment_form": AttachmentForm(initial={"version": self.row.version}),
            "attachments": self.row.attachments.filter(removed_at=None).select_related("opened"),
            "crumbs": [
                (_("Budget requests"), "/requests/"),
                (self.row.title or _("New request"), self.row.get_absolute_url()),
            ],
        }

    def _lacking(self) -> dict[str, Any]:
        """What this page and the others still lack before the request can be sent."""
        parts = reports.parts(self.row)
        here = next(part for part in parts if part.section.key == self.section.key)
        return {"parts": parts, "lacking": here.gaps, "offered": self.offered, "is_blank": self._is_blank()}

    def _is_blank(self) -> bool:
        """Whether nothing of this section is kept yet; one that needs nothing is not "complete" for that."""
        if self.section.rows and rows_of(self.row, self.section.rows):
            return False
        if self.section.key == "attachments":
            return not self.row.attachments.filter(removed_at=None).exists()
        return not any(getattr(self.row, name) for name in self.section.fields)

    def _sums(self) -> dict[str, Any]:
        """The budget line by line as reckoned, with what is over a norm; or what the sources still leave open."""
        if self.section.rows is BudgetLine:
            lines = list(self.row.budgetline_set.all())
            over = {line.pk: norm for line, norm in over_norm(lines, norms_on(clock.today(), self.row.province_id))}
            return {"lines": [(line, over.get(line.pk)) for line in lines]}
        if self.section.rows is MoneyPart:
            found = sum(part.amount for part in self.row.moneypart_set.all())
            total = self.row.written_amount()
            return {"sources": {"found": found, "open": total - found, "beyond": found - total}}
        return {}


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0


@require_POST
@login_required
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    row = find(request, pk)
    page = _Page(request, row, sections.BY_KEY["attachments"])
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid() and succeeded(form, lambda: _attach(request, row, form), row=row):
        messages.success(request, _("The file was attached."))
        return redirect("requests:write", row.pk, "attachments")
    return show(request, "requests/write.html", {**page.context(), "form": page.form, "attachment_form": form}, form)


def _attach(request: HttpRequest, row: BudgetRequest, form: AttachmentForm) -> object:
    accepted = uploads.accept(form.cleaned_data["file"])
    return services.attach(
        row.pk,
        kind=form.cleaned_data["kind"],
        title=form.cleaned_data["title"],
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
