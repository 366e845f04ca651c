"""How the events of papers read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from documents.facts import (
    ClaimedFacts,
    IssuedFacts,
    LetterheadFacts,
    PaperFacts,
    RenderedFacts,
    ScanFacts,
    SignedFacts,
)

register(
    "documents",
    Event("document.issued", _("Paper {number} was issued."), facts=IssuedFacts),
    Event("document.rendered", _("The PDF of a paper was made and kept."), facts=RenderedFacts, small=True),
    Event("letterhead.set", _("The letter head of an organisation was set."), facts=LetterheadFacts),
    Event("document.making_stopped", _("The making of the PDF of paper {number} was stopped."), facts=PaperFacts),
    Event("document.making_asked", _("The PDF of paper {number} was asked for again."), facts=PaperFacts),
    Event("document.scan_added", _("A scan of the signed paper {number} was kept beside it."), facts=ScanFacts),
    Event(
        "document.signature_claimed",
        _("Somebody says that {party} signed paper {number} by hand. It counts once that is confirmed."),
        facts=ClaimedFacts,
        texts=("name",),
    ),
    Event(
        "document.signature_refused",
        _("The signature by hand of {party} on paper {number} was refused: {reason}"),
        facts=ClaimedFacts,
        texts=("name", "reason"),
    ),
    Event("document.signed", _("{party} signed paper {number}."), facts=SignedFacts, texts=("name",), public=True),
)
