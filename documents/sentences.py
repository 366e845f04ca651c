"""How the events of papers read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register

register(
    {
        "document.issued": _("Paper {number} was issued."),
        "document.rendered": _("The PDF of a paper was made and kept."),
        "letterhead.set": _("The letter head of an organisation was set."),
        "document.making_stopped": _("The making of the PDF of paper {number} was stopped."),
        "document.making_asked": _("The PDF of paper {number} was asked for again."),
        "document.scan_added": _("A scan of the signed paper {number} was kept beside it."),
        "document.signed": _("{party} signed paper {number}."),
    }
)
