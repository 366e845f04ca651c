"""The record of processing (section 39 of the Personal Data Protection Act): what is kept, why, for how long, seen by whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Activity:
    """One use of personal data; `ground` is the section of the Act that allows it."""

    name: Text
    data: Text
    ground: Text
    kept: Text
    seen_by: Text


DUTY = _("A task in the public interest and duties under law (sections 24 (4) and 24 (6))")
INTEREST = _("The safety of the service (section 24 (5))")
TEN_YEARS = _("Ten years after the request is closed, as accounts are; the log names persons by number only")

ACTIVITIES = [
    Activity(
        _("Accounts and seats"),
        _("Name, sign-in name, telephone and e-mail where given, seats with their terms"),
        DUTY,
        _("As long as the person holds a seat; telephone and e-mail are erased when asked"),
        _("The person, their organisation, the provincial secretariat; names in office also in public papers"),
    ),
    Activity(
        _("Signing in"),
        _(
            "Second factors (encrypted), open sessions with browser and network, a keyed digest in place of a card's number"
        ),
        INTEREST,
        _("As long as the account; a session for twelve hours"),
        _("The person"),
    ),
    Activity(
        _("Budget requests"),
        _("Names and telephones of who answers for a project, what a council writes"),
        DUTY,
        TEN_YEARS,
        _("Who handles the request in the province; the public edition without telephones and addresses"),
    ),
    Activity(
        _("Meetings and resolutions"),
        _("Who attended, declared an interest, voted; reasons and differing views"),
        DUTY,
        TEN_YEARS,
        _("The committee, overseers; what the law opens is public"),
    ),
    Activity(
        _("Payments"),
        _("Names of payees, evidence of payment, signatures"),
        DUTY,
        TEN_YEARS,
        _("The fund, its board, auditors"),
    ),
    Activity(
        _("Notices and letters"),
        _("E-mail address, what was told; the words of a letter are erased once it is sent"),
        DUTY,
        _("As long as the account"),
        _("The person"),
    ),
    Activity(
        _("Security log"),
        _("Which person's number did what at the doors, and from which network; no passwords, no whole addresses"),
        INTEREST,
        _("At least ninety days, as the Computer Crime Act demands; older rows are removed by the operator"),
        _("The province's auditors and secretariat, the operator"),
    ),
]
