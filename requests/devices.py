"""What writing without a network stands on: the name of a draft on the device, and the shell that opens when nothing answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.actors import Actor
from people.devices import mark_of
from requests.models import BudgetRequest
from requests.screens import Screen


def draft_key(actor: Actor, row: BudgetRequest, screen: Screen) -> str:
    """Under which a device keeps what is typed on this screen: telephones are shared, and mix nothing."""
    return f"{mark_of(actor.by_person.pk)}:{row.pk}:{screen.key}"


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """A writing page without a word of anybody: all that a browser keeps of it. The device's own drafts are put into it there."""
    return render(request, "requests/shell.html")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for us while there is no network; from here it may stand before these pages alone."""
    return render(request, "requests/worker.js", content_type="text/javascript; charset=utf-8")
