"""For who asks for money, and for who only reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.help.guides.guide import Guide, Step

COUNCIL = Guide(
    "council",
    pgettext_lazy("guide", "Secretary of a council"),
    _("You write what the tambon asks for, send it, and report what became of the money."),
    [
        Step(
            _(
                "The secretariat gives you a slip. Open “Come in with a code”, type the code, then "
                "choose a name to sign in with and a password."
            ),
            at="people:join",
        ),
        Step(
            _("Choose “Write a new request”, say for which call, and press “Begin”."),
            at="requests:begin",
        ),
        Step(
            _(
                "Nine plain questions follow, on ten short pages. “Save and go on” leads to the next one; “Save and "
                "stop here” lets you rest, and “Write on” brings you back."
            ),
        ),
        Step(
            _(
                "Where you are asked “With what, and from where?”, paste the lines of your notebook and press “Read "
                "these lines”: the sums are worked out for you."
            ),
        ),
        Step(
            _(
                "Where you are asked “Which papers prove it?”, choose the file, such as the minutes of your "
                "council, and press “Attach, and go on”."
            ),
        ),
        Step(
            _(
                "“Read it all, and send” shows every answer, and what is still needed, with links. When "
                "nothing is, press “Send the request”: it gets its receipt number."
            ),
        ),
        Step(
            _(
                "Look into “My work” from time to time. When the committee sends the request back, "
                "“Put the request right and send it again” waits there."
            ),
            at="desk:home",
        ),
        Step(
            _(
                "Funders answer on the page of the request. “Answer the question” and “Accept the "
                "offer” are yours; then “Sign the agreement” comes to your work."
            ),
        ),
        Step(
            _(
                "Open an instalment and press “Ask for this instalment”. When it was paid and spent, "
                "write what was done and press “Send the report”."
            ),
        ),
    ],
)

RESIDENT = Guide(
    "resident",
    pgettext_lazy("guide", "Resident"),
    _("You read what was asked for, decided and paid. You need no account."),
    [
        Step(
            _("Open “For everybody”, choose your province, then your amphoe and tambon on the map."),
            at="portal:home",
        ),
        Step(
            _(
                "Or use “Search”: a tambon, a project, a receipt number or a sum of money. Small "
                "mistakes in typing do no harm."
            ),
            at="portal:search",
        ),
        Step(
            _(
                "The page of a request says why, for whom, what it costs, and “Who has it now”: who "
                "has to act, and until when."
            ),
        ),
        Step(
            _("Under “What committees resolved” each decision has its reasons, and its votes as counts."),
        ),
        Step(
            _(
                "The page of a fund lists “What came in and what was paid”. Each payment leads to "
                "the resolution that allowed it."
            ),
        ),
        Step(
            _("Does nobody ask for your tambon? Its page says “How to ask for money here”, and whom."),
        ),
        Step(
            _("You hold a paper? “Check a document” tells whether it is genuine, and whether it still holds."),
            at="portal:check",
        ),
        Step(
            _("All of it can be taken away as files: “Open data”."),
            at="portal:data",
        ),
    ],
)
