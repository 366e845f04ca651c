"""What the nine questions ask, in plain words: why, one answer that was clear to a stranger, and one that was not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from requests.screens import Text


@dataclass(frozen=True, slots=True)
class Words:
    """Of one screen. `good` and `poor` are answers as somebody would write them."""

    ask: Text
    why: Text
    good: Text
    poor: Text


NINE: dict[str, Text] = {
    "what": _("What will be done?"),
    "gains": _("What does the community get?"),
    "how": _("How will it be done?"),
    "with_what": _("With what, and from where?"),
    "where": _("Where, and for whom?"),
    "when": _("When?"),
    "follow_up": _("How will you follow up?"),
    "helps": _("Who helps?"),
    "responsible": _("Who is responsible?"),
    "papers": _("The papers that prove it"),
}

SCREENS: dict[str, Words] = {
    "title": Words(
        _("What will be done?"),
        _("This line stands on every list and letter. Who reads it alone should see the work before their eyes."),
        _("Repair of the weir and the firebreak at Ban Huai Mak"),
        _("Project for the sustainable development of quality of life"),
    ),
    "rationale": Words(
        _("Why must it be done?"),
        _("Who decides was never in your village. One figure with its source shows it better than a page of words."),
        _("The weir broke in September; 120 rai have no water (survey of village 4, January 2569)"),
        _("The people suffer very much"),
    ),
    "gains": Words(
        _("What does the community get?"),
        _("Money is given for what changes in people's lives. At the end the report is laid beside these figures."),
        _("80 families have water for a second harvest (today 12)"),
        _("Everybody will be happy and strong"),
    ),
    "steps": Words(
        _("How will it be done, and when?"),
        _("Step by step the reader sees that it can be done in time, and what each step needs."),
        _("Common work at the weir, 10 to 11 March 2570, 60 people"),
        _("Do it as is suitable"),
    ),
    "costs": Words(
        _("With what, and from where?"),
        _("Each line is decided, paid and reported by itself. Who sees how you reckoned need not ask."),
        _("Lunch 60 people × 2 days × 80 baht = 9,600"),
        _("Food, drinks and various: 10,000"),
    ),
    "targets": Words(
        _("Where, and for whom?"),
        _("The map of the province shows whom the money reached. Count people; names do not belong here."),
        _("Ban Huai Mak, village 4; rice farmers, 240 people"),
        _("People in the area in general"),
    ),
    "follow_up": Words(
        _("How will you follow up?"),
        _("Whoever gives money wants to know how you will notice that it works, or that it does not."),
        _("Three people of the water users' group measure the water each month until April 2570"),
        _("The committee follows up periodically"),
    ),
    "backing": Words(
        _("Who helps, and who decided it?"),
        _(
            "The request is the council's and not one person's. Its resolution proves it; the account receives the money."
        ),
        _("Resolution 3/2569 of 14 January 2569, 32 people came; account of three signatories"),
        _("Everybody agreed"),
    ),
    "people": Words(
        _("Who is responsible?"),
        _("When something is not clear, a telephone call is answered today; a letter takes a week."),
        _("Mrs Bua Kham-ai, secretary, 081-234-5678; Mr Som Jaidee, chair, 089-876-5432"),
        _("The committee, with one number that nobody answers"),
    ),
    "attachments": Words(
        _("Which papers prove it?"),
        _("The check before the committee looks for them first. A photo from the telephone is enough."),
        _("All pages of the minutes with the resolution, every line to be read"),
        _("A photo of the minutes from afar, taken at night"),
    ),
}

# What the rows of a screen are called together, by the name of their forms.
ROWS: dict[str, Text] = {
    "goal": _("What is to become better, and how one will know it"),
    "objective": _("Objective"),
    "indicator": _("What is measured"),
    "activity": _("Step by step"),
    "targetgroup": _("For whom"),
    "budgetline": _("What it costs"),
    "moneypart": _("Where the money comes from"),
}
