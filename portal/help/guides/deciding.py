"""For committees."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.help.guides.guide import Guide, Step

COMMITTEE_SECRETARY = Guide(
    "committee-secretary",
    pgettext_lazy("guide", "Secretary of a committee"),
    _("You check requests, call the meetings, and record what is resolved."),
    [
        Step(
            _("“My work” is your first page: what waits for you, the most overdue first."),
            at="desk:home",
        ),
        Step(
            _(
                "Open a new request and choose “Check for completeness”. All there: “Find it "
                "complete”. If not, list everything at once and press “Return for revision”."
            ),
        ),
        Step(
            _("Under “Meetings” choose “Plan a meeting”, give day and place, and press “Plan the meeting”."),
            at="approvals:list",
        ),
        Step(
            _("On the meeting's page, press “Put it on this agenda” beside each request that waits."),
        ),
        Step(
            _(
                "Press “Send the notice to every member”, at least three days before. A shorter "
                "notice has to say why it is urgent."
            ),
        ),
        Step(
            _(
                "On the day, press “Open the meeting” and mark who came and who presides. Too few? "
                "Choose “No quorum? Call the meeting again”."
            ),
        ),
        Step(
            _(
                "Open each item, write what is proposed and press “Put this to the vote”. When the "
                "members have voted, press “Record the resolution”."
            ),
        ),
        Step(
            _(
                "“Close the meeting” asks for the minutes. The next meeting takes them with “Adopt "
                "them as they are” or “Adopt with corrections”."
            ),
        ),
        Step(
            _(
                "Once a council has accepted its offers, the fund's secretary presses “Draw up the "
                "agreement” on the request's page."
            ),
        ),
    ],
)

MEMBER = Guide(
    "member",
    pgettext_lazy("guide", "Member or chair of a committee"),
    _("You read, say whether you have an interest, and vote. Who presides confirms the result."),
    [
        Step(
            _("A meeting that you are called to waits in “My work” as “Come to the meeting”."),
            at="desk:home",
        ),
        Step(
            _("Open each item of the agenda and choose “Read the request” before you come."),
        ),
        Step(
            _(
                "Is it your own matter, or your family's? Choose “Declare an interest” before the "
                "vote, and press “Declare this interest”: you take no part in that item."
            ),
        ),
        Step(
            _(
                "When the secretary has put it to the vote, choose “For”, “Against” or “Abstain” on "
                "the item's page and press “Vote”."
            ),
        ),
        Step(
            _(
                "If you see it otherwise, choose “Record a differing view” before the meeting "
                "closes: it stands in the minutes."
            ),
        ),
        Step(
            _("Who presides gives “The deciding vote” when the votes are equal, and only then."),
        ),
        Step(
            _(
                "After the meeting who presided opens “Confirm what was resolved” and presses “Yes, "
                "it was so”. Money waits for it."
            ),
        ),
        Step(
            _(
                "Was something recorded wrongly? Choose “This is not what was resolved”. Payment "
                "waits until the chair has answered."
            ),
        ),
    ],
)
