"""Why papers and letter heads ask, and what an answer looks like."""

from django.utils.translation import gettext_lazy as _

from documents.forms import LetterheadForm, RefuseForm, ScanForm, SignForm
from people.asking import Why, tell

tell(
    SignForm,
    by=__name__,
    typed_name=Why(_("Signing in says who you are; typing your name says that you mean it."), _("Bua Kham-ai")),
)
tell(
    RefuseForm,
    by=__name__,
    reason=Why(
        _("Who made the paper reads it and makes a right one; this one stays as it is."),
        _("The name of the account is wrong"),
    ),
)
tell(
    ScanForm,
    by=__name__,
    upload=Why(
        _("The paper with ink is kept beside the one in the system; both are proof."),
        _("All pages in one file, or a photo of the page with the signature"),
    ),
    place=Why(_("Then this place counts as signed, and the others know that it is done."), _("Chair of the council")),
    typed_name=Why(_("Handwriting cannot be searched; the typed name can."), _("Som Jaidee")),
)
tell(
    LetterheadForm,
    by=__name__,
    address=Why(
        _("Answers by post come to it."),
        _("99 Moo 3, tambon Doi Hang, amphoe Mueang Chiang Rai, Chiang Rai 57000"),
    ),
    unit=Why(
        _("It stands at the lower left of each letter: who answers questions."),
        _("Secretariat of the central fund"),
    ),
    phone=Why(_("It stands on each letter. An office's number, not a private one."), "053-123-456"),
    email=Why(_("It stands on each letter. An office's address, not a private one."), "fund@chiangrai.go.th"),
    numerals=Why(_("Thai letters are written in Thai digits; tables of money stay in Arabic ones."), "๑๗ มีนาคม ๒๕๖๙"),
    emblem_file=Why(_("So that the reader knows at once whose letter it is."), _("council-emblem.svg")),
    without_emblem=Why(
        _("Better none than one that is not yours."),
        _("Tick it as long as the council has no emblem"),
    ),
)
