"""The pages of verbs, made from their rows: one press, or one form whose terms are what the service takes.

A verb whose page shows or asks more has a view of its own in its room; its address still comes from the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST

from audit.verbs import Table, Verb, tables_of
from people.pages import attempt, do, show, version_of

View = Callable[..., HttpResponse]
# The form of a verb that needs more than the row's version; without data it is blank.
Make = Callable[[HttpRequest, Any, QueryDict | None], Any]


@dataclass(frozen=True)
class Pages:
    """How a room shows one kind of its rows, for those verbs that need no view of their own.

    `find` answers a row that the reader may see, or 404. `page` shows it, with those of its forms that somebody has
    filled in. `base` is what the pages below it show. `made` makes forms that need more than the row's version, `calls`
    calls the services that take more than the row's key and the form's terms; what they make is shown next.
    `own` are the views that show or ask more than a form.
    """

    table: Table[Any]
    services: ModuleType
    find: Callable[..., Any]
    page: View | None = None
    base: Callable[[Any], dict[str, Any]] = lambda _row: {}
    made: Mapping[str, Make] = field(default_factory=dict)
    own: Mapping[str, View] = field(default_factory=dict)
    calls: Mapping[str, Callable[[HttpRequest, Any, Any], object]] = field(default_factory=dict)

    def paths(self) -> list[URLPattern]:
        """One address for each verb of the table that a page does."""
        shown = [verb for verb in self.table if verb.name in self.own or not (verb.through or verb.address)]
        return [path(f"{self.table.at}{_slug(verb)}/", self._view(verb), name=verb.name) for verb in shown]

    def _view(self, verb: Verb) -> View:
        if verb.name in self.own:
            return self.own[verb.name]
        if verb.asks is None:
            return self._press(verb)
        return self._form_on_page(verb) if verb.on_page else self._form(verb)

    def _press(self, verb: Verb) -> View:
        @require_POST
        @login_required
        def press(request: HttpRequest, **at: Any) -> HttpResponse:
            row = self.find(request, **at)
            # A page shows a row at one version; pressed twice, or too late, the second finds another.
            shown = {"version": version_of(request)} if hasattr(row, "version") else {}
            service = getattr(self.services, verb.name)
            return do(
                request,
                lambda: service(row.pk, **shown, actor=request.actor),
                to=_after(verb, row),
                done=str(verb.done),
            )

        return press

    def _form_on_page(self, verb: Verb) -> View:
        assert self.page is not None, f"{verb.name} stands on a page that nobody named"
        page = self.page

        @require_POST
        @login_required
        def fill_in(request: HttpRequest, **at: Any) -> HttpResponse:
            row = self.find(request, **at)
            form = self._made(request, verb, row, request.POST)
            return self._sent(request, verb, row, form) or page(request, row, **{verb.name: form})

        return fill_in

    def _form(self, verb: Verb) -> View:
        @require_http_methods(["GET", "POST"])
        @login_required
        def fill_in(request: HttpRequest, **at: Any) -> HttpResponse:
            row = self.find(request, **at)
            require_to_show(self.table, verb.name, request, row)
            form = self._made(request, verb, row, request.POST or None)
            sent = self._sent(request, verb, row, form) if request.method == "POST" else None
            context = {**self.base(row), "form": form, "verb": verb, "row": row}
            return sent or show(request, "components/verb_page.html", context, form)

        return fill_in

    def _made(self, request: HttpRequest, verb: Verb, row: Any, data: QueryDict | None) -> Any:
        if verb.name in self.made:
            return self.made[verb.name](request, row, data)
        assert verb.asks is not None
        return verb.asks(data, initial={"version": getattr(row, "version", None)})

    def _sent(self, request: HttpRequest, verb: Verb, row: Any, form: Any) -> HttpResponse | None:
        """Run the service with the form's terms; None when the form is to be shown again, with what is wrong."""
        if not form.is_valid():
            return None
        made = attempt(form, lambda: self._call(request, verb, row, form), row=row if hasattr(row, "version") else None)
        if form.errors:
            return None
        messages.success(request, str(verb.done))
        to = made if verb.name in self.calls and hasattr(made, "get_absolute_url") else _after(verb, row)
        return redirect(*to) if isinstance(to, tuple) else redirect(to)

    def _call(self, request: HttpRequest, verb: Verb, row: Any, form: Any) -> object:
        if verb.name in self.calls:
            return self.calls[verb.name](request, row, form)
        terms = form.terms() if hasattr(form, "terms") else form.cleaned_data
        return getattr(self.services, verb.name)(row.pk, **terms, actor=request.actor)

    def forms(self, request: HttpRequest, row: Any, **filled: Any) -> dict[str, Any]:
        """The forms on this row's page for its reader: of verbs that fit, and every one that was filled in.

        A filled one stays although its verb fits no more: what was typed is not lost.
        """
        on_page = [verb for verb in self.table if verb.asks and verb.on_page]
        blank = {
            verb.name: self._made(request, verb, row, None)
            for verb in on_page
            if verb.name not in filled and self.table.may(verb.name, request.actor, row)
        }
        return {**blank, **filled}


def require_to_show(table: Table[Any], name: str, request: HttpRequest, row: Any) -> None:
    """The page that asks for what a verb needs is for who may, while it can be done.

    What was sent is for the service to judge: its refusal stands on the page, with what was typed.
    """
    if request.method == "POST":
        table.require_right(name, request.actor, row)
    else:
        table.require(name, request.actor, row)


def _slug(verb: Verb) -> str:
    return verb.name.replace("_", "-")


def _after(verb: Verb, row: Any) -> Any:
    return verb.to(row) if verb.to else row


def reasons(row: Any, actor: Any) -> list[str]:
    """Why the reader may not do what the row waits for, where a verb tells it."""
    found = [
        table.reason_against(verb.name, actor, row)
        for table in tables_of(row)
        for verb in table
        if verb.tells and verb.on_page and table.fits(verb, row)
    ]
    return [reason for reason in found if reason]
