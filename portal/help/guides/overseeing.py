"""For who watches over it, and who sets it up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.help.guides.guide import Guide, Step

AUDITOR = Guide(
    "auditor",
    pgettext_lazy("guide", "Auditor, governance board"),
    _("You read everything in the province, and prove without us that nobody rewrote it."),
    [
        Step(
            _("Open “Audit log”: it says whether the log stands, and whether rows and money agree with it."),
            at="desk:audit",
        ),
        Step(
            _(
                "Press “Make the log to take away”. It is made in the background; you find it under "
                "“Files you asked for” on the same page."
            ),
        ),
        Step(
            _(
                "Take “The program that verifies it” along and run it on a computer of your own, as "
                "“How to verify it” says."
            ),
        ),
        Step(
            _(
                "Under “Funds” open a voucher: “What allows it” leads to the agreement or the "
                "resolution, and from there to the request."
            ),
            at="funds:list",
        ),
        Step(
            _(
                "“The books as a file” gives the accounts in four forms, two of them for programs "
                "that check them again."
            ),
        ),
        Step(
            _("“Security log” shows who was refused, who signed in, who took data away."),
            at="desk:security",
        ),
        Step(
            _("Hold a paper against “Check a document”: its code tells whether these are the bytes that were issued."),
            at="portal:check",
        ),
    ],
)

SECRETARIAT = Guide(
    "secretariat",
    pgettext_lazy("guide", "Secretariat of the province"),
    _("You let people in, vouch for who they are, and help where something is stuck."),
    [
        Step(
            _(
                "Open “Seats of your organisation”. Under “Organisations of the province” find the "
                "council, committee or agency."
            ),
            at="people:organisation",
        ),
        Step(
            _(
                "On its page choose “Open a seat”, say which, and hand the printed slip to the "
                "person. The code works once."
            ),
        ),
        Step(
            _(
                "Did somebody show you their card in person? Choose “I saw their card”. A second "
                "official of another organisation does the same."
            ),
        ),
        Step(
            _(
                "Seats of money and oversight wait under “Who waits for your word”: choose “Confirm "
                "who holds it” for those that another organisation opened."
            ),
        ),
        Step(
            _(
                "Somebody lost password or telephone: choose “New slip (lost phone or password)”. "
                "For seats of money they ask themselves, and you say “I know that it is this "
                "person”."
            ),
        ),
        Step(
            _(
                "A request may have to wait: choose “Suspend” on its page and say why; nothing is "
                "paid meanwhile. “End the suspension” lets it go on."
            ),
        ),
        Step(
            _(
                "Somebody asks about their own data: answer within thirty days with “Answer: it is "
                "done” or “Answer: it is not possible”."
            ),
        ),
        Step(
            _(
                "“Letter head and emblem of its papers” keeps the address that stands on your "
                "letters, and on the page about this service."
            ),
        ),
    ],
)
