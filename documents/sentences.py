"""How the events of papers read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register

register(
    {
        "document.issued": _("Paper {number} was issued."),
        "document.rendered": _("The PDF of a paper was made and kept."),
    }
)
