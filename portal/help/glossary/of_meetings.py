"""The words of how committees decide."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.help.glossary.word import Word

WORDS = (
    Word(
        "endorsed",
        pgettext_lazy("word", "endorsed"),
        _("The committee agrees. The request goes on to the next step."),
        _("On a resolution, and in the way of a request."),
    ),
    Word(
        "deferred",
        pgettext_lazy("word", "deferred"),
        _("Not now: the committee takes it up again later."),
        _("On a resolution, and as the state of a request."),
    ),
    Word(
        "not-endorsed",
        pgettext_lazy("word", "not endorsed"),
        _("The committee says no, and why: the facts, the criterion, what it considered."),
        _("On a resolution, and in the letter to the council."),
    ),
    Word(
        "appeal",
        pgettext_lazy("word", "appeal"),
        _("To ask that a refusal is looked at again, within fifteen days."),
        _("In the letter that tells a council no."),
    ),
    Word(
        "resolution",
        pgettext_lazy("word", "resolution"),
        _("What a committee decided in a meeting, with its number, votes and reasons."),
        _("Behind each step and each payment."),
    ),
    Word(
        "quorum",
        pgettext_lazy("word", "quorum"),
        _("How many members must be there before a meeting may decide: half of them by default."),
        _("On the page of a meeting."),
    ),
    Word(
        "casting-vote",
        pgettext_lazy("word", "casting vote"),
        _("One more vote of who presides, only when the votes are equal."),
        _("With the votes of a resolution."),
    ),
    Word(
        "conflict",
        pgettext_lazy("word", "conflict of interest"),
        _("What ties a member to a matter: their own, of their family, of their debtor or creditor."),
        _("Declared before the vote, on the matter's page."),
    ),
    Word(
        "recusal",
        pgettext_lazy("word", "recusal"),
        _("A member with an interest leaves for that matter, and does not vote."),
        _("With the votes: who was not counted."),
    ),
    Word(
        "dissent",
        pgettext_lazy("word", "dissent"),
        _("The view of a member who did not agree, with reasons, kept with the minutes."),
        _("In the minutes."),
    ),
    Word(
        "minutes",
        pgettext_lazy("word", "minutes"),
        _("What was said and resolved in a meeting, in writing. The next meeting adopts it."),
        _("On the page of a meeting that is over."),
    ),
    Word(
        "agenda",
        pgettext_lazy("word", "agenda item"),
        _("One matter of a meeting."),
        _("On the page of a meeting."),
    ),
    Word(
        "notice",
        pgettext_lazy("word", "meeting notice"),
        _("The letter that calls the members, three days before or earlier."),
        _("Among the papers of a meeting."),
    ),
    Word(
        "tambon-committee",
        pgettext_lazy("word", "tambon committee (Ko Bo To)"),
        _("The committee of a tambon. It may look at a request first and endorse it."),
        _("In the way of a request, where the province set it so."),
    ),
    Word(
        "amphoe-committee",
        pgettext_lazy("word", "amphoe committee (Ko Bo O)"),
        _("The committee of an amphoe. It weighs the requests of its tambons side by side and endorses them."),
        _("In the way of a request, and on its resolutions."),
    ),
    Word(
        "province-committee",
        pgettext_lazy("word", "province committee (Ko Bo Cho)"),
        _("The committee that makes the plan of the province."),
        _("In the way of a request, and on its resolutions."),
    ),
    Word(
        "fund-board",
        pgettext_lazy("word", "fund board"),
        _("The committee that decides what the central fund gives."),
        _("On the fund's resolutions."),
    ),
    Word(
        "governance-board",
        pgettext_lazy("word", "governance board (Ko Tho Cho)"),
        _("The board that watches over how the province is run. It reads everything, and pays nothing."),
        _("Among those who may read the whole log."),
    ),
)
