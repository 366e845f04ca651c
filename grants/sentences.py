"""How the events of offers, agreements and payments read on a timeline."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register

register(
    {
        "offer.asked": _("{funder} was asked for {amount:baht} baht and answers by {due_on:date}."),
        "offer.acknowledged": _("{funder} has received the request."),
        "offer.question_asked": _("{funder} asks: {question}"),
        "offer.question_answered": _("The council answered {funder}: {answer}"),
        "offer.made": _("{funder} offers {amount:baht} baht."),
        "offer.declined": _("{funder} gives nothing: {reason}"),
        "offer.lapsed": _("{funder} did not answer in time."),
        "offer.accepted": _("The council accepted {amount:baht} baht from {funder}."),
        "offer.set_aside": _("{amount:baht} baht from {funder} was set aside."),
        "agreement.drawn_up": _("Agreement {number} over {amount:baht} baht was drawn up."),
        "agreement.party_signed": _("{party} signed agreement {number}."),
        "instalment.requested": _("Instalment {number} from {funder}, {amount:baht} baht, was asked for."),
        "instalment.verified": _("Instalment {number} from {funder} was checked."),
        "instalment.sent_back": _("The request for instalment {number} was sent back: {reason}"),
        "instalment.paid": _("{funder} paid {amount:baht} baht (instalment {number})."),
        "instalment.unpaid": _("The payment of instalment {number} was reversed ({voucher})."),
        "report.sent": _("The report on instalment {number} was sent: {spent:baht} baht spent."),
        "report.accepted": _("The report on instalment {number} was accepted."),
        "report.returned": _("The report on instalment {number} was returned: {reason}"),
        "refund.due": _("{amount:baht} baht was not spent and goes back to {funder}."),
        "refund.received": _("{amount:baht} baht of unspent money came back to {funder}."),
    }
)
