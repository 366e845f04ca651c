"""One screen of writing: its forms, what the pressed button asks for, and what the page then says."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from people.pages import attempt
from people.parts import asks_for_part
from requests import asked, decision_letters, devices, landing, reports, screens, seen, services, standing
from requests.forms import AttachmentForm, answers_form, pasting, sets
from requests.forms.defaults import offered
from requests.forms.rows import ActivityForm
from requests.forms.sets import RowFormSet
from requests.forms.writing import SectionForm
from requests.models import AttachmentKind, BudgetLine, BudgetRequest, MoneyPart
from requests.screens import Screen
from requests.views import both, costing

# Where a change leads back to, by the word in its address; the page of the request where there is no other.
BACK = {"review": "requests:submit", "questions": "requests:questions", "request": ""}


class ScreenPage:
    def __init__(self, request: HttpRequest, row: BudgetRequest, screen: Screen) -> None:
        self.request, self.row, self.screen = request, reports.with_rows(row), screen
        self.data = request.POST if request.method == "POST" else None
        told = request.POST if self.data is not None else request.GET
        self.back = told.get("back", "") if told.get("back") in BACK else ""
        self.pressed = request.POST.get("press", "next")
        self.unread = request.POST.get("pasted", "") if self.data is not None else row.unread_lines
        if self.pressed in ("next", "row") and self.unread.strip():
            self.pressed = "paste"  # whatever was pressed: what stands in the box is not passed over
        self.name = request.POST.get("line", "")[:40] or secrets.token_urlsafe(12)
        self.seen = request.POST.get("seen", "")[:40] if self.data is not None else seen.mark(self.row, screen)
        self.form: SectionForm = answers_form(screen.fields)(self.data, instance=row, initial=self._initial())
        self.sets = self._sets(self.data)
        self.pasted = 0

    def _initial(self) -> dict[str, Any]:
        self.offered = offered(self.row, self.screen, self.request.actor)
        return {"version": self.row.version, **self.offered}

    def _sets(self, data: Any, *, more: int = 1, read: sets.Values | None = None) -> list[RowFormSet]:
        return [
            sets.made(self.row, prefix, models, data, more=more, read=read if models[0] is BudgetLine else None)
            for prefix, models in sets.sets_of(self.screen)
        ]

    @property
    def template(self) -> str:
        return "requests/write_form.html" if asks_for_part(self.request) else "requests/write.html"

    def forms(self) -> list[Any]:
        return [self.form, *(form for formset in self.sets for form in formset.forms)]

    def save(self) -> bool:
        sound = [self.form.is_valid(), *(formset.is_valid() for formset in self.sets)]
        if not all(sound) or not self._has_days():
            return False
        saved = attempt(self.form, self._write, row=self.row)
        self.row = reports.with_rows(saved) if saved else self.row
        return saved is not None

    def _write(self) -> BudgetRequest:
        return services.write(
            self.row.pk,
            self.screen.key,
            fields=self.form.answers(),
            rows={model: rows for formset in self.sets for model, rows in formset.rows().items()},
            unread=self.unread if self.is_budget else None,
            page=services.Page(self.name, _number(self.request.POST.get("turn", "")), self.seen),
            version=self.form.cleaned_data["version"],
            actor=self.request.actor,
        )

    def _has_days(self) -> bool:
        """Activities without days take the project's, as they stand above them on the same page."""
        told = self.form.cleaned_data
        first, last = (told.get(name) or getattr(self.row, name) for name in ("starts_on", "ends_on"))
        activities = [form for formset in self.sets for form in formset.filled if isinstance(form, ActivityForm)]
        sound = [form.last_as_long_as(first, last) for form in activities]  # each says its own
        return all(sound)

    @property
    def is_budget(self) -> bool:
        return BudgetLine in self.screen.rows

    def answer(self) -> HttpResponse:
        if self.pressed not in ("next", "stop"):
            return self._shown_again()
        messages.success(self.request, _("Saved."))
        return redirect("requests:questions", self.row.pk) if self.pressed == "stop" else self.leave()

    def leave(self) -> HttpResponse:
        """To where one came from; else to the next screen, and after the last to all of it together."""
        if self.back:
            place = BACK[self.back]
            return redirect(f"{reverse(place, args=[self.row.pk])}#{self.screen.key}" if place else self.row)
        following = screens.after(self.screen.key)
        if following is None:
            return redirect("requests:submit", self.row.pk)
        return redirect("requests:write", self.row.pk, following.key)

    def _shown_again(self) -> HttpResponse:
        """After "one more row", pasted lines, or a save in the background: the page with what is kept."""
        read = self._read() if self.pressed == "paste" else []
        self.pasted = len(read)
        self.seen = seen.mark(self.row, self.screen)
        self.form = answers_form(self.screen.fields)(instance=self.row, initial=self._initial())
        self.sets = self._sets(None, more=3 if self.pressed == "row" else 1, read=read)
        return render(self.request, self.template, self.context(saved=not read))

    def _read(self) -> sets.Values:
        """The pasted lines as rows; they stay put aside until these are saved, and what finds no room stays in the box."""
        found = pasting.rows(self.unread)
        room = max(0, services.MAX_ROWS - len(sets.kept_rows(self.row, BudgetLine)))
        self.unread = "\n".join(pasting.lines_of(self.unread)[room:])
        return found[:room]

    def context(self, *, saved: bool = False) -> dict[str, Any]:
        return {
            "budget_request": self.row,
            "screen": self.screen,
            "words": asked.SCREENS[screens.of_section(self.screen.sections[0]).key],
            "formal": [decision_letters.HEADINGS[int(number) - 1] for number in self.screen.numbers.split(", ")],
            "form": self.form,
            "sets": self.sets,
            "faults": sets.Faults(self.sets),
            "both": self._both(),
            "nav": "requests",
            "saved": saved,
            "is_budget": self.is_budget,
            "pasted": self.pasted,
            "unread": self.unread,
            "line": self.name,
            "seen": self.seen,
            "back": self.back,
            "device": devices.draft_key(self.request.actor, self.row, self.screen),
            **self._lacking(),
            **self._sums(),
            "attachment_form": AttachmentForm(initial=self._paper()),
            "attachments": self.row.attachments.filter(removed_at=None).select_related("opened"),
            "crumbs": crumbs(self.row),
        }

    def _both(self) -> list[both.Difference]:
        """What stands against each other, where somebody else was faster: who sends again has seen it."""
        if not getattr(self.form, "is_stale", False):
            return []
        self.row = reports.with_rows(self.row)
        self.seen = seen.mark(self.row, self.screen)
        return both.differences(self)

    def _paper(self) -> dict[str, Any]:
        """The kind that the call asks for next; a photo once all are there."""
        if self.screen.key != "attachments":
            return {}
        there = {one.kind for one in reports.papers_of(self.row)}
        wanted = [kind for kind in self.row.call.demands if kind not in there]
        return {"version": self.row.version, "kind": next(iter(wanted), AttachmentKind.PHOTO)}

    def _lacking(self) -> dict[str, Any]:
        """What this screen still lacks before the request can be sent, and how the nine stand."""
        gaps = landing.gaps(self.row)
        standings = standing.of(self.row, gaps)
        return {
            "standings": standings,
            "here": [one for one in standings if one.question in screens.asked_on(self.screen)],
            "lacking": [gap for gap in gaps if gap.section in self.screen.sections],
            "offered": self.offered,
            "is_blank": standing.is_blank(self.row, self.screen),
        }

    def _sums(self) -> dict[str, Any]:
        """What the lines come to as they stand on the page, and what the sources still leave open."""
        told: dict[str, Any] = {}
        for formset in self.sets:
            if formset.models[0] is BudgetLine:
                told |= costing.of_lines(self.row, formset)
            if formset.models[0] is MoneyPart:
                told |= costing.of_sources(self.row, told.get("total"))
        return told


def crumbs(row: BudgetRequest) -> list[tuple[str, str]]:
    return [
        (_("Budget requests"), "/requests/"),
        (row.title or _("New request"), row.get_absolute_url()),
    ]


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0
