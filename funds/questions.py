"""Why the fund's forms ask, and what an answer looks like."""

from django.utils.translation import gettext_lazy as _

from funds.forms import (
    BooksForm,
    ComingInForm,
    EvidenceForm,
    FileForm,
    PaymentForm,
    ReasonForm,
    ReceiptForm,
    SourceForm,
    VoucherForm,
)
from people.asking import Why, tell

tell(
    BooksForm,
    by=__name__,
    form=Why(_("Each program reads its own form; the figures are the same in all."), _("A spreadsheet, for Excel")),
)
tell(
    VoucherForm,
    by=__name__,
    amount=Why(_("The books are kept to the satang. It cannot be changed later, only reversed."), "61,250.00"),
    date=Why(_("The day on the bank statement decides in which month it stands.")),
    memo=Why(
        _("Auditors and the public read it beside the sum. Say what for, not to whom."),
        _("Cement for the weir at Ban Huai Mak, first part"),
    ),
)
tell(
    PaymentForm,
    by=__name__,
    basis=Why(
        _("No baht leaves without a decision: what is chosen here also says to whom, and how much at most."),
        _("Resolution 4/2569, item 2"),
        word="resolution",
    ),
    expense=Why(_("The yearly statement adds up by it."), _("Support for organisations, when a council is paid")),
)
tell(
    ReceiptForm,
    by=__name__,
    source=Why(
        _("Each source has its own account: money tied to a purpose is never mixed with other money."),
        _("Seed capital"),
        word="seed-capital",
    ),
    payee=Why(
        _("The donor is thanked, and the public sees what came from whom. Persons are not named in public."),
        _("Provincial administrative organisation of Chiang Rai"),
    ),
    income=Why(_("The yearly statement adds up by it."), _("Money of a local government")),
)
tell(
    FileForm,
    by=__name__,
    evidence=Why(
        _("Auditors look for this paper first."),
        _("A receipt from a shop; a payee's receipt for a day's labour"),
        word="payee-receipt",
    ),
    evidence_reference=Why(
        _("The same number twice is noticed: one paper does not prove two sums."),
        _("Book 12, number 0045"),
    ),
    file=Why(
        _("Paper fades and gets lost; the scan is kept with the payment for good."),
        _("A photo in which date, sum and signature can be read"),
    ),
)
tell(
    ComingInForm,
    by=__name__,
    doubt=Why(
        _("It looks like something that is in the books. Your reason stays beside it for the auditor."),
        _("Two donors gave the same sum on one slip"),
    ),
)
tell(
    SourceForm,
    by=__name__,
    code=Why(_("It stands in account names, where a long name has no room.")),
    name=Why(_("The public reads it on the fund's page and on each payment."), _("Seed capital of the province 2569")),
    kind=Why(_("Reports add up by it what seed capital brought in beside itself."), _("Donation")),
    restricted_purpose=Why(
        _("Money that was given for one thing may not pay another. Free money? Leave it."),
        _("Only against forest fires"),
        word="seed-capital",
    ),
)
tell(
    ReasonForm,
    by=__name__,
    reason=Why(
        _("Nothing is erased in the books: whoever finds this later reads here why."),
        _("The sum on the receipt is 6,125 baht, not 61,250"),
        word="reversal",
    ),
)
tell(
    EvidenceForm,
    by=__name__,
    date=Why(_("The day on which the money left the bank, not the day on which you write it.")),
    doubt=Why(
        _("It looks like another payment's receipt. Your reason stays beside it for the auditor."),
        _("The shop used one number in two of its books"),
    ),
)
