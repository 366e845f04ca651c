"""Why it is asked of who offers, pays and reports, and what an answer looks like."""

from django.utils.translation import gettext_lazy as _

from grants.forms import (
    AskFunderForm,
    OfferForm,
    PayDirectForm,
    QuestionAnswerForm,
    QuestionForm,
    ReasonForm,
    RefundForm,
    ReportForm,
    SignForm,
)
from people.asking import Why, tell

tell(
    QuestionForm,
    by=__name__,
    text=Why(
        _("The council answers on the page of the request, and the clock stops until it did. One thing at a time."),
        _("Who will look after the weir in the second year?"),
    ),
)
tell(
    QuestionAnswerForm,
    by=__name__,
    text=Why(
        _("The funder decides with your answer before it. A figure and a place help more than a long text."),
        _("The water users' group, with 50 baht a year from each of 80 families"),
    ),
)
tell(
    ReasonForm,
    by=__name__,
    reason=Why(
        _("The other side reads it and it stays on record. Say what would have to be otherwise."),
        _("Our budget of this year is given away; ask again in October"),
    ),
)
tell(
    OfferForm,
    by=__name__,
    line_=Why(
        _("You give by lines, so nobody pays for the same thing twice. Empty means nothing for that line."),
        _("3,200 for the lunches, nothing for the rest"),
    ),
    channel=Why(
        _("It decides in whose books the money stands, and who shows the receipt."),
        _("Straight to the council, when your rules let you pay it yourselves"),
        word="matching",
    ),
    conditions=Why(
        _("They stand in the agreement. What is not said here cannot be asked for later."),
        _("A photo of the finished weir with the report"),
        word="agreement",
    ),
    source=Why(
        _("Money that goes through the fund stands in its books under one source."),
        _("Matching of the local government"),
    ),
)
tell(
    AskFunderForm,
    by=__name__,
    funder=Why(
        _("It is asked by itself, and its silence is seen: the clock starts now."),
        _("Community Organizations Development Institute"),
    ),
    amount=Why(_("All funders together may not give more than was endorsed."), "20,000"),
)
tell(
    SignForm,
    by=__name__,
    typed_name=Why(_("Signing in says who you are; typing your name says that you mean it."), _("Bua Kham-ai")),
)
tell(
    PayDirectForm,
    by=__name__,
    paid_on=Why(_("The council's report is due so many days after it.")),
    evidence=Why(
        _("With this number the council and the auditor find the transfer."),
        _("Transfer KTB 2569-0317-118"),
    ),
    file=Why(_("It proves to everybody that the money left you."), _("A photo of the transfer slip")),
)
tell(
    RefundForm,
    by=__name__,
    date=Why(_("The day on the bank statement decides in which month it stands.")),
)
tell(
    ReportForm,
    by=__name__,
    narrative=Why(
        _("The next instalment waits for it. Who could not come should see what was done: how many, where, when."),
        _("On 14 and 15 March 62 people poured 12 metres of wall at the bridge"),
        word="report",
    ),
    line_=Why(
        _(
            "What is spent is laid beside what was given for this line; what is left comes back or goes into the "
            "next instalment."
        ),
        "3,120.00",
    ),
    is_final=Why(
        _("After it the money that is left is asked back, and the project can be closed."),
        _("Tick it when the last baht that you will spend is spent"),
        word="unspent",
    ),
)
