"""How the events of offers, agreements and payments read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register
from grants.facts import (
    AgreementFacts,
    AskedFacts,
    FunderAmountFacts,
    InstalmentFacts,
    InstalmentPaidFacts,
    InstalmentUnpaidFacts,
    OfferDeclinedFacts,
    OfferFacts,
    OfferMadeFacts,
    PartySignedFacts,
    RefundReceivedFacts,
    ReportFacts,
    ReportSentFacts,
)

register(
    "grants",
    Event(
        "offer.asked",
        _("{funder} was asked for {amount:baht} baht and answers by {due_on:date}."),
        facts=AskedFacts,
        public=True,
    ),
    Event("offer.acknowledged", _("{funder} has received the request."), facts=OfferFacts, public=True),
    Event("offer.question_asked", _("{funder} asks: {question}"), facts=OfferFacts, texts=("question",)),
    Event("offer.question_answered", _("The council answered {funder}: {answer}"), facts=OfferFacts, texts=("answer",)),
    Event(
        "offer.made", _("{funder} offers {amount:baht} baht."), facts=OfferMadeFacts, texts=("conditions",), public=True
    ),
    Event("offer.declined", _("{funder} gives nothing: {reason}"), facts=OfferDeclinedFacts, texts=("reason",)),
    Event("offer.lapsed", _("{funder} did not answer in time."), facts=OfferFacts, public=True),
    Event(
        "offer.accepted",
        _("The council accepted {funder}'s offer of {amount:baht} baht."),
        facts=OfferFacts,
        public=True,
    ),
    Event("offer.set_aside", _("{amount:baht} baht from {funder} was set aside."), facts=FunderAmountFacts, small=True),
    Event(
        "agreement.drawn_up",
        _("Agreement {number} over {amount:baht} baht was drawn up."),
        facts=AgreementFacts,
        public=True,
    ),
    Event("agreement.party_signed", _("{party} signed agreement {number}."), facts=PartySignedFacts, public=True),
    Event(
        "instalment.requested",
        _("Instalment {number} from {funder}, {amount:baht} baht, was asked for."),
        facts=InstalmentFacts,
        public=True,
    ),
    Event(
        "instalment.verified",
        _("The request for instalment {number} from {funder} was checked: everything is there."),
        facts=InstalmentFacts,
        public=True,
    ),
    Event(
        "instalment.sent_back",
        _("The request for instalment {number} was sent back: {reason}"),
        facts=InstalmentFacts,
        texts=("reason",),
    ),
    Event(
        "instalment.paid",
        _("{funder} paid {amount:baht} baht (instalment {number})."),
        facts=InstalmentPaidFacts,
        version=2,
        texts=("evidence",),
        public=True,
    ),
    Event(
        "instalment.unpaid",
        _("The payment of instalment {number} was reversed ({voucher})."),
        facts=InstalmentUnpaidFacts,
        public=True,
    ),
    Event(
        "report.sent",
        _("The report on instalment {number} was sent: {spent:baht} baht spent."),
        facts=ReportSentFacts,
        public=True,
    ),
    Event("report.accepted", _("The report on instalment {number} was accepted."), facts=ReportFacts, public=True),
    Event(
        "report.returned",
        _("The report on instalment {number} was returned: {reason}"),
        facts=InstalmentFacts,
        texts=("reason",),
    ),
    Event(
        "refund.due",
        _("{amount:baht} baht was not spent and goes back to {funder}."),
        facts=FunderAmountFacts,
        public=True,
    ),
    Event(
        "refund.received",
        _("{amount:baht} baht of unspent money came back to {funder}."),
        facts=RefundReceivedFacts,
        version=3,
        texts=("evidence",),
        public=True,
    ),
    about=("agreement:", "instalment:", "offer:"),
)
