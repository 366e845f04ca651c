"""How the events of offers, agreements and payments read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.events import Event, register

register(
    "grants",
    Event("offer.asked", _("{funder} was asked for {amount:baht} baht and answers by {due_on:date}."), public=True),
    Event("offer.acknowledged", _("{funder} has received the request."), public=True),
    Event("offer.question_asked", _("{funder} asks: {question}")),
    Event("offer.question_answered", _("The council answered {funder}: {answer}")),
    Event("offer.made", _("{funder} offers {amount:baht} baht."), public=True),
    Event("offer.declined", _("{funder} gives nothing: {reason}")),
    Event("offer.lapsed", _("{funder} did not answer in time."), public=True),
    Event("offer.accepted", _("The council accepted {amount:baht} baht from {funder}."), public=True),
    Event("offer.set_aside", _("{amount:baht} baht from {funder} was set aside."), small=True),
    Event("agreement.drawn_up", _("Agreement {number} over {amount:baht} baht was drawn up."), public=True),
    Event("agreement.party_signed", _("{party} signed agreement {number}."), public=True),
    Event(
        "instalment.requested", _("Instalment {number} from {funder}, {amount:baht} baht, was asked for."), public=True
    ),
    Event("instalment.verified", _("Instalment {number} from {funder} was checked."), public=True),
    Event("instalment.sent_back", _("The request for instalment {number} was sent back: {reason}")),
    Event("instalment.paid", _("{funder} paid {amount:baht} baht (instalment {number})."), public=True),
    Event("instalment.unpaid", _("The payment of instalment {number} was reversed ({voucher})."), public=True),
    Event("report.sent", _("The report on instalment {number} was sent: {spent:baht} baht spent."), public=True),
    Event("report.accepted", _("The report on instalment {number} was accepted."), public=True),
    Event("report.returned", _("The report on instalment {number} was returned: {reason}")),
    Event("refund.due", _("{amount:baht} baht was not spent and goes back to {funder}."), public=True),
    Event("refund.received", _("{amount:baht} baht of unspent money came back to {funder}."), public=True),
)
