"""What views of every app share: calling a service so that its refusal lands beside what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from audit.errors import Conflict, StaleVersion, refusals
from audit.machine import Stateful
from people import typed
from people.actors import Actor
from people.giving_back import refuse

T = TypeVar("T")


class VersionForm(forms.Form):
    """Carries the version of the row that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class KeyForm(forms.Form):
    """`key` is made with the empty form, so that sending it twice makes one row."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


def attempt(form: forms.BaseForm, act: Callable[[], T], *, row: Stateful | None = None) -> T | None:
    """Run a service; a ValidationError goes onto the form and None comes back, so that the page is shown again.

    A conflict does too, with 409; with `row`, a stale version is renewed, so that sending again goes over the present state.
    """
    if typed.ONLY_SHOW in form.data:  # what was kept is back in its form, to be looked over
        form.add_error(None, _("Here is what you had typed. Nothing has been sent yet: look it over, then press."))
        return None
    try:
        return act()
    except Conflict as error:
        form.add_error(None, str(error))
        form.is_stale = True  # type: ignore[attr-defined]  # for the status of the page alone
        if row is not None and isinstance(error, StaleVersion):
            _renew(form, row)
    except ValidationError as error:
        _put(form, error)
    return None


def succeeded(form: forms.BaseForm, act: Callable[[], object], *, row: Stateful | None = None) -> bool:
    """As `attempt`, where only whether it went through is wanted."""
    return attempt(form, act, row=row) is not None or form.is_valid()


def _put(form: forms.BaseForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _renew(form: forms.BaseForm, row: Stateful) -> None:
    row.refresh_from_db()
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(row.version)
    form.data = data


def show(request: HttpRequest, template: str, context: dict[str, Any], *forms_shown: forms.BaseForm) -> HttpResponse:
    """The page; with 422 when one of its forms has errors, 409 when the row had moved on."""
    bound = [form for form in forms_shown if form.is_bound and form.errors]
    stale = any(getattr(form, "is_stale", False) for form in bound)
    return render(request, template, context, status=409 if stale else 422 if bound else 200)


def do(request: HttpRequest, act: Callable[[], object], *, to: Any, done: str) -> HttpResponse:
    """For a verb that is one button: run it, say what happened, and lead back; a refusal is said there in red."""
    try:
        act()
    except (ValidationError, Conflict) as error:
        refuse(request)
        for refusal in refusals(error):
            messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect(*to) if isinstance(to, tuple) else redirect(to)


def version_of(request: HttpRequest) -> int:
    """The version a one-button form carried; -1, which no row has, when it carried none."""
    form = VersionForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else -1


def in_another_seat(request: HttpRequest, sees: Callable[[Actor], bool]) -> HttpResponse:
    """Show those of the reader's own seats that may see what the present one may not; Http404 when none may."""
    seats = [seat for seat in request.actor.by_person.seats_today if sees(Actor.in_seat(seat))]
    if not seats:
        raise Http404
    return render(request, "people/another_seat.html", {"seats": seats, "next": request.path}, status=403)
