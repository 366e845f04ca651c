"""Why it is asked of who comes in, and about seats."""

from django.utils.translation import gettext_lazy as _

from people.asking import Why, tell
from people.forms import (
    AddressCodeForm,
    AddressForm,
    AskRecoveryForm,
    CodeForm,
    ComeBackForm,
    ConfirmSeatForm,
    HandOverForm,
    HowKnownForm,
    InviteForm,
    LettersForm,
    NewPersonForm,
    NumberForm,
    OpenSeatForm,
    PasswordForm,
    ResignForm,
    SightingForm,
    StandInForm,
    UnseatForm,
)

tell(
    CodeForm,
    by=__name__,
    code=Why(_("The code is the key to your seat; it works once. Capitals and spaces do not matter."), "7KQM-3XRT-P2"),
)
tell(
    NewPersonForm,
    by=__name__,
    name_title=Why(_("Letters address you with it.")),
    full_name=Why(_("It stands on minutes and below your signature, as on your card."), _("Bua Kham-ai")),
    username=Why(_("With it you sign in. No e-mail address is needed."), _("bua")),
    phone=Why(_("The secretariat calls it when you cannot get in. It is not shown in public."), "081-234-5678"),
    password=Why(
        _("A long one of plain words is safer and easier to keep in mind than a short one of signs."),
        _("Four words that only you put together; no names, no birthdays"),
    ),
)
tell(
    PasswordForm,
    by=__name__,
    password=Why(
        _("A long one of plain words is safer and easier to keep in mind than a short one of signs."),
        _("Four words that only you put together; no names, no birthdays"),
    ),
)
tell(
    OpenSeatForm,
    by=__name__,
    role=Why(_("The role decides what the person may do here."), _("Secretary")),
    title=Why(
        _("It is printed below the name when the organisation calls the role otherwise."),
        _("First vice-chair"),
    ),
    starts_on=Why(_("Before this day nothing can be done in the seat.")),
    ends_on=Why(_("A seat ends by itself, so that nobody keeps one by oversight.")),
)
tell(
    InviteForm,
    by=__name__,
    email=Why(_("The code goes there, and nowhere else."), "bua@example.org"),
)
tell(
    HandOverForm,
    by=__name__,
    email=Why(_("The code for the successor goes there, and nowhere else."), "som@example.org"),
    ends_on=Why(_("Until this day the present holder acts; from the next day the successor.")),
)
tell(
    ResignForm,
    by=__name__,
    ends_on=Why(_("What waits for you until then is still yours to do.")),
)
tell(
    UnseatForm,
    by=__name__,
    ends_on=Why(_("After this day the person can do nothing in the seat any more.")),
    basis=Why(_("Nobody loses a seat by somebody's mere wish: the decision is named.")),
)
tell(
    NumberForm,
    by=__name__,
    number=Why(_("The person reads it to you from their own screen: so you know that it is they who ask."), "47"),
)
tell(
    ConfirmSeatForm,
    by=__name__,
    basis=Why(_("A seat holds because somebody decided it; this says who and when.")),
)
tell(
    SightingForm,
    by=__name__,
    card=Why(_("You say that you saw a card with photo and name. No number is written down."), _("Identity card")),
    is_namesake=Why(
        _("One person votes once. Two of one name must be known to be two."),
        _("Tick it for father and son of one name"),
    ),
)
tell(
    HowKnownForm,
    by=__name__,
    how_known=Why(_("Letting the wrong one in gives a seat away. Two persons must be sure.")),
)
tell(
    StandInForm,
    by=__name__,
    person_id=Why(
        _("Maker, approver and cashier must be three persons; a fund of two needs a third from outside."),
        _("A member of the governance board who holds no seat in the fund"),
        word="governance-board",
    ),
    role=Why(_("It is the one of the three that nobody else is left for."), _("Approver")),
    year=Why(_("It ends by itself with the fiscal year."), "2570"),
)
tell(
    LettersForm,
    by=__name__,
    letters=Why(
        _("You are told as often as suits you; nothing is lost, it all waits under “My work”."),
        _("One letter a day, when your council has much to do"),
    ),
)
tell(
    AddressForm,
    by=__name__,
    email=Why(
        _("You are told there what waits for you. Without one you still see it under “My work”."),
        "bua@example.org",
    ),
)
tell(
    AddressCodeForm,
    by=__name__,
    code=Why(_("It proves that the letter reached you and nobody else."), "482 913"),
)
tell(
    AskRecoveryForm,
    by=__name__,
    login=Why(_("Your council's chair and the secretariat are asked whether it is you."), _("bua")),
)
tell(
    ComeBackForm,
    by=__name__,
    code=Why(
        _("Only this browser showed it, when you asked. So nobody else can come in by your request."),
        "7KQM-3XRT-P2",
    ),
    password=Why(
        _("A long one of plain words is safer and easier to keep in mind than a short one of signs."),
        _("Four words that only you put together; no names, no birthdays"),
    ),
)
