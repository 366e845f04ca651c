"""Sends an invitation's code to the address it was made for."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from jobs import clock
from notices.services import post
from people.models import Invitation
from thai import dates


def mail(invitation: Invitation, code: str) -> None:
    """Write the letter with the code; people without an address get a printed slip instead."""
    with translation.override("th"):
        title = _("Invitation to Thunklang: %(seat)s") % {"seat": invitation.seat}
        body = _("Open %(url)s and type this code: %(code)s\nIt works once, until %(until)s.") % {
            "url": f"{settings.SITE_URL}/join/",
            "code": code,
            "until": dates.read(invitation.expires_at.astimezone(clock.BANGKOK).date()),
        }
        post(to=invitation.email, title=title, body=body)
