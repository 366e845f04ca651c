"""The words of asking, plans and proof."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.help.glossary.word import Word

WORDS = (
    Word(
        "council",
        pgettext_lazy("word", "community organisation council"),
        _("Groups of one tambon that registered together to speak for it. It writes the requests and does the work."),
        _("On a request, as who asks."),
    ),
    Word(
        "request",
        pgettext_lazy("word", "budget request"),
        _("What a council wants to do, for whom, how, and what it costs."),
        _("It has a page of its own, open to everybody."),
    ),
    Word(
        "call",
        pgettext_lazy("word", "call"),
        _("The time in which a province takes requests."),
        _("When a request is begun."),
    ),
    Word(
        "receipt-number",
        pgettext_lazy("word", "receipt number"),
        _("The number that a request gets on the day it arrives. It never changes."),
        _("At the head of a request, and in the search."),
    ),
    Word(
        "defect",
        pgettext_lazy("word", "defect"),
        _("Something that is missing or not clear. All of them are named at once, in writing."),
        _("When a request comes back after the check."),
    ),
    Word(
        "returned",
        pgettext_lazy("word", "returned for revision"),
        _("The council puts it right and sends it again. It is no refusal."),
        _("As the state of a request."),
    ),
    Word(
        "cost-norm",
        pgettext_lazy("word", "cost norm"),
        _("The usual highest price of a thing. Whoever goes above it says why."),
        _("In the budget of a request."),
    ),
    Word(
        "fiscal-year",
        pgettext_lazy("word", "fiscal year"),
        _("From 1 October to 30 September, named by the Buddhist year in which it ends."),
        _("In filters and in all figures."),
    ),
    Word(
        "ten-year-plan",
        pgettext_lazy("word", "ten-year plan"),
        _("What a tambon wants to reach in ten years, a slice each year."),
        _("In a request, as the plan it belongs to."),
    ),
    Word(
        "needs-list",
        pgettext_lazy("word", "needs list"),
        _("What a place needs, in the order of how much it matters."),
        _("In the plans of a place."),
    ),
    Word(
        "dimension",
        pgettext_lazy("word", "development dimension"),
        _("One of seven sides of life by which requests are sorted, such as health or income."),
        _("In filters, and in the picture of where money goes."),
    ),
    Word(
        "issue",
        pgettext_lazy("word", "strategic issue"),
        _("What the province chose as most important."),
        _("In filters, and on a request."),
    ),
    Word(
        "sector",
        pgettext_lazy("word", "the four sectors"),
        _(
            "The four that lead together: the community and its local government, state agencies, "
            "business and civil society, religious bodies."
        ),
        _("On a request, as who leads."),
    ),
    Word(
        "model-area",
        pgettext_lazy("word", "model area"),
        _("A place that tries something first, for others to learn from."),
        _("In the plans of a province."),
    ),
    Word(
        "forum",
        pgettext_lazy("word", "community forum"),
        _("A meeting open to all villagers, where they say what is needed."),
        _("Before a request is written."),
    ),
    Word(
        "indicator",
        pgettext_lazy("word", "qualitative indicator"),
        _("A sign of change that cannot be counted; it is described in four levels."),
        _("In a request: how one will know."),
    ),
    Word(
        "report",
        pgettext_lazy("word", "progress report"),
        _("What was done with an instalment, with figures and evidence."),
        _("Before the next instalment."),
    ),
    Word(
        "closing-report",
        pgettext_lazy("word", "closing report"),
        _("The last report: what was reached, what it cost, what goes back."),
        _("When a project is closed."),
    ),
    Word(
        "finding",
        pgettext_lazy("word", "finding"),
        _("What an auditor found not to be right. The fund answers it in writing."),
        _("In an auditor's report."),
    ),
    Word(
        "open-edition",
        pgettext_lazy("word", "open edition"),
        _("A request without names, telephones and other things of persons, for everybody to read."),
        _("On the public page of a request."),
    ),
    Word(
        "check-code",
        pgettext_lazy("word", "check code"),
        _("Fifteen letters and digits printed on a paper. They show whether it is genuine."),
        _("At the foot of each paper."),
    ),
    Word(
        "checkpoint",
        pgettext_lazy("word", "checkpoint"),
        _("A short sum of the whole log, signed. Whoever keeps it can prove later that nothing was rewritten."),
        _("On papers, and in the log in the open."),
    ),
)
