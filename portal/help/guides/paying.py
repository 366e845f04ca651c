"""For who gives and pays."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.help.guides.guide import Guide, Step

FUND = Guide(
    "fund",
    pgettext_lazy("guide", "Treasurer, approver, cashier"),
    _("Three persons for each payment: one makes the voucher, another approves it, a third pays."),
    [
        Step(
            _("“Funds” shows what each source holds, what is set aside, and what is free."),
            at="funds:list",
        ),
        Step(
            _(
                "Money came in: choose “Record money received”, say from where, attach the bank's "
                "slip, and press “Record the receipt”."
            ),
        ),
        Step(
            _(
                "A council asks for an instalment: it waits in “My work”. The treasurer looks "
                "through the papers and presses “Everything is there”, or says what lacks and "
                "presses “Send it back”."
            ),
            at="desk:home",
        ),
        Step(
            _(
                "The treasurer presses “Make the voucher” on the instalment's page. For another "
                "payment choose “Make a payment voucher” on the fund's page."
            ),
        ),
        Step(
            _("The approver opens the voucher and presses “Approve”, or chooses “Reject” with a reason."),
        ),
        Step(
            _("The cashier transfers the money, chooses “Pay”, and attaches what the payee gave as evidence."),
        ),
        Step(
            _(
                "A report comes in: the treasurer reads it and presses “Accept the report”. Only "
                "then can the next instalment be asked for."
            ),
        ),
        Step(
            _("A mistake is never rubbed out: the approver chooses “Reverse” on the voucher and says why."),
        ),
        Step(
            _("“The books as a file” and then “Make the file” give the accounts for the auditor."),
        ),
    ],
)

AGENCY = Guide(
    "agency",
    pgettext_lazy("guide", "Officer of a partner agency"),
    _("You answer what councils ask of your agency: all, part, or nothing with a reason."),
    [
        Step(
            _(
                "“Answer the request” waits in “My work”, with the last day to answer. After that "
                "day everybody sees that there was no answer."
            ),
            at="desk:home",
        ),
        Step(
            _("Press “We have received it”: the council knows at once that you have it."),
        ),
        Step(
            _(
                "Choose “Read the request”. If something is not clear, choose “Ask for more” and "
                "press “Send the question”."
            ),
        ),
        Step(
            _(
                "Under “Offer all or part” say what you give for each line and which way the money "
                "goes, and press “Make this offer”."
            ),
        ),
        Step(
            _("If you cannot: choose “Give nothing”, write why, and press “Decline with this reason”."),
        ),
        Step(
            _("When the council has accepted, “Sign the agreement” comes to your work: read it and press “Sign”."),
        ),
        Step(
            _(
                "Where your agency pays straight to the council: check each instalment with "
                "“Everything is there”, then “Record the payment” with its evidence."
            ),
        ),
        Step(
            _(
                "Read the report on it and press “Accept the report”, or choose “Something is "
                "missing” and press “Send it back”."
            ),
        ),
    ],
)
