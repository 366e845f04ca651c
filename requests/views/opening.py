"""What everybody will read of a request, before it is sent."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from people.pages import show, succeeded
from people.verb_pages import require_to_show
from programmes.reports import calls_for
from requests import closed, reports, services
from requests.forms import TakeAlongForm, WordsForm
from requests.models import BudgetRequest
from requests.verbs import VERBS
from requests.views.deciding import base
from requests.views.writing import find


@require_http_methods(["GET", "POST"])
@login_required
def choose_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Each piece that the open edition hides, in its place; which of them name nobody, and what else is to be hidden."""
    row = find(request, pk)
    require_to_show(VERBS, "choose_words", request, row)
    pieces = closed.closed(reports.with_rows(row))
    initial = {"version": row.version, "shown": row.words_shown, "withheld": "\n".join(row.words_withheld)}
    form = WordsForm(request.POST or None, closed=pieces, initial=initial)
    if request.method == "POST" and form.is_valid() and succeeded(form, lambda: _choose(request, row, form), row=row):
        messages.success(request, str(VERBS["choose_words"].done))
        return redirect(f"{reverse('requests:preview', args=[row.pk])}?edition=public")
    sure = [one for one in pieces if one.is_sure]
    return show(
        request, "requests/words.html", {**base(row), "form": form, "verb": VERBS["choose_words"], "sure": sure}, form
    )


def take_along_form(request: HttpRequest, row: BudgetRequest, data: QueryDict | None) -> TakeAlongForm:
    return TakeAlongForm(data, calls=calls_for(request.actor), initial={"version": row.version})


def _choose(request: HttpRequest, row: BudgetRequest, form: WordsForm) -> object:
    return services.choose_words(
        row.pk,
        shown=form.cleaned_data["shown"],
        withheld=form.cleaned_data["withheld"],
        version=form.cleaned_data["version"],
        actor=request.actor,
    )
