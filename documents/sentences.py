"""How the events of papers read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register

register(
    "documents",
    Event("document.issued", _("Paper {number} was issued.")),
    Event("document.rendered", _("The PDF of a paper was made and kept."), small=True),
    Event("letterhead.set", _("The letter head of an organisation was set.")),
    Event("document.making_stopped", _("The making of the PDF of paper {number} was stopped.")),
    Event("document.making_asked", _("The PDF of paper {number} was asked for again.")),
    Event("document.scan_added", _("A scan of the signed paper {number} was kept beside it.")),
    Event("document.signed", _("{party} signed paper {number}."), public=True),
)
