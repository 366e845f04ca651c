"""The words of money and its books."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.help.glossary.word import Word

WORDS = (
    Word(
        "central-fund",
        pgettext_lazy("word", "central fund"),
        _("Money of many kept in one fund of the province, for what its people ask."),
        _("On the page of the fund."),
    ),
    Word(
        "seed-capital",
        pgettext_lazy("word", "seed capital"),
        _("The first money of a fund, which draws the money of others."),
        _("Among the sources on the page of the fund."),
    ),
    Word(
        "matching",
        pgettext_lazy("word", "matching contribution"),
        _("What somebody adds because somebody else has given."),
        _("Among the sources, and in a request's money."),
    ),
    Word(
        "in-kind",
        pgettext_lazy("word", "in-kind contribution"),
        _("Things or days of work that people give instead of money, with what they are worth."),
        _("In a request, where its money comes from."),
    ),
    Word(
        "funder",
        pgettext_lazy("word", "funder"),
        _("Whoever gives money for a request: the central fund, an agency, a foundation."),
        _("Beside the answers to a request."),
    ),
    Word(
        "offer",
        pgettext_lazy("word", "offer"),
        _("The answer of one funder: all, part, or nothing with a reason."),
        _("On the page of a request."),
    ),
    Word(
        "pledge",
        pgettext_lazy("word", "pledge"),
        _("A word given to give money later. It is no money yet."),
        _("Before an agreement is signed."),
    ),
    Word(
        "commitment",
        pgettext_lazy("word", "commitment"),
        _("Money that is set aside for one request. Nobody may spend it on another."),
        _("On the page of the fund, as set aside."),
    ),
    Word(
        "agreement",
        pgettext_lazy("word", "agreement"),
        _("The paper in which council and funders sign who gives what, when, for what."),
        _("After the offers, with a page of its own."),
    ),
    Word(
        "instalment",
        pgettext_lazy("word", "instalment"),
        _("A part of the money. The next part comes when the report on the last was accepted."),
        _("In an agreement."),
    ),
    Word(
        "disbursement",
        pgettext_lazy("word", "disbursement"),
        _("Money that really went out, against its papers."),
        _("On the page of the fund."),
    ),
    Word(
        "advance",
        pgettext_lazy("word", "advance"),
        _("Money taken beforehand, to be accounted for afterwards with receipts."),
        _("In a fund's books."),
    ),
    Word(
        "unspent",
        pgettext_lazy("word", "unspent balance"),
        _("What is left when the work is done. It goes back to who gave it."),
        _("When a project is closed."),
    ),
    Word(
        "payment-voucher",
        pgettext_lazy("word", "payment voucher"),
        _(
            "The paper of one payment: how much, to whom, why, allowed by what. One makes it, "
            "another approves, a third pays."
        ),
        _("Behind each payment of a fund."),
    ),
    Word(
        "receipt-voucher",
        pgettext_lazy("word", "receipt voucher"),
        _("The paper of money that came in."),
        _("On the page of the fund."),
    ),
    Word(
        "payee-receipt",
        pgettext_lazy("word", "payee's receipt"),
        _("Who was paid signs that they have it, where they give no receipt of their own."),
        _("With a payment."),
    ),
    Word(
        "cash-book",
        pgettext_lazy("word", "cash book"),
        _("Each baht in and out, day by day."),
        _("In the books that a fund gives as a file."),
    ),
    Word(
        "control-register",
        pgettext_lazy("word", "control register"),
        _("For each source or project: agreed, paid, left."),
        _("On the page of the fund, by source."),
    ),
    Word(
        "trial-balance",
        pgettext_lazy("word", "trial balance"),
        _("A list of all accounts that shows that the books agree."),
        _("In the books that a fund gives as a file."),
    ),
    Word(
        "reconciliation",
        pgettext_lazy("word", "bank reconciliation"),
        _("To hold the books beside the bank's statement and explain each difference."),
        _("In the work of a treasurer."),
    ),
    Word(
        "period-close",
        pgettext_lazy("word", "closing a period"),
        _("After it nobody books anything in that month any more."),
        _("In the work of a treasurer."),
    ),
    Word(
        "reversal",
        pgettext_lazy("word", "reversal"),
        _("A mistake is taken back by a second entry, with the reason. Nothing is rubbed out."),
        _("Among the movements of a fund."),
    ),
    Word(
        "baht-text",
        pgettext_lazy("word", "amount in words"),
        _("The figure written out, so that nobody adds a nought."),
        _("On papers, beside each sum."),
    ),
)
