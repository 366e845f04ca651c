"""Sends an invitation's code to the address it was made for."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jobs import clock
from notices.letters import Letter
from notices.services import post
from people.models import Invitation
from thai import dates


def mail(invitation: Invitation, code: str) -> None:
    """Write the letter with the code; people without an address get a printed slip instead."""
    with translation.override("en"):
        english = [_said(invitation), _("Open the page and type this code."), code]
    with translation.override("th"):
        until = dates.read(invitation.expires_at.astimezone(clock.BANGKOK).date())
        letter = Letter(
            _("Invitation to Thunklang: %(seat)s") % {"seat": invitation.seat},
            [_said(invitation), _("Open the page and type this code.")],
            f"{settings.SITE_URL}/join/",
            [(_("Code"), code), (pgettext("letter", "It works once, until"), until)],
            english,
        )
        post(to=invitation.email, letter=letter)


def _said(invitation: Invitation) -> str:
    return _("You are invited to a seat: %(seat)s") % {"seat": invitation.seat}
