"""Going to whoever vouches from outside, and coming back, signed in as one and the same person all the way."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from audit.errors import Conflict, refusals
from jobs import clock
from people import outside, services
from people.outside import Asked, Provider, Refused

KEPT = "outside"
LIFE_SECONDS = 600
log = logging.getLogger(__name__)


@require_safe
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def go(request: HttpRequest, name: str) -> HttpResponse:
    """A link, not a form: the policy of content lets no form lead to another site. The password is asked once more."""
    provider = _find(name)
    try:
        place, asked = outside.begin(provider)
    except Refused as refusal:
        return _refuse(request, provider, refusal)
    who = {"provider": name, "person": request.actor.by_person.pk, "at": clock.now().timestamp()}
    request.session[KEPT] = {"asked": asked.kept(), **who}
    return redirect(place)


@require_safe
@login_required
def come_back(request: HttpRequest, name: str) -> HttpResponse:
    """Each answer is looked at once; what was asked is forgotten before."""
    provider, kept = _find(name), request.session.pop(KEPT, None)
    try:
        vouched = outside.finish(provider, _asked(request, provider, kept), request.GET.dict())
    except Refused as refusal:
        return _refuse(request, provider, refusal)
    try:
        services.link_identity(vouched, actor=request.actor)
    except (ValidationError, Conflict) as error:
        if getattr(error, "code", "") == "identity_taken":
            services.tell_of_a_second(vouched)
        for refused in refusals(error):
            messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Your account is joined with %(name)s.") % {"name": provider.label})
    return redirect("people:me")


def _find(name: str) -> Provider:
    if provider := outside.find(name):
        return provider
    raise Http404


def _asked(request: HttpRequest, provider: Provider, kept: Any) -> Asked:
    """What this very session asked of this provider, as this person, a moment ago."""
    if not kept or kept["provider"] != provider.name or kept["person"] != request.actor.person_id:
        raise Refused("nothing was asked")
    if not 0 <= clock.now().timestamp() - kept["at"] <= LIFE_SECONDS:
        raise Refused("too late")
    return Asked(**kept["asked"])


def _refuse(request: HttpRequest, provider: Provider, refusal: Refused) -> HttpResponse:
    log.warning("%s was not believed: %s", provider.name, refusal)
    sentence = _("%(name)s did not say who you are, so nothing was changed. Try again later.")
    messages.error(request, sentence % {"name": provider.label})
    return redirect("people:me")
