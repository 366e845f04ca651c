"""The rules by which a request is clear: each with its sentence, how strongly it counts, and up to what.

What a rule looks at is code (`checks`); whether and how strongly it counts, its threshold and its own words are the province's,
and a funder's for what is asked of it (`requests.models.Demand`). What money and persons rest on is fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests.models import BudgetRequest
from requests.models.demands import Strength
from requests.readiness import checks
from requests.readiness.checks import Gap

Text = str | Promise
Check = Callable[[BudgetRequest, int], Iterator[Gap]]


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold that may be moved: what it counts, what it is when nobody has moved it, and between what it lies."""

    label: Text
    usual: int
    least: int = 1
    most: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    key: str
    sentence: Text
    check: Check
    strength: Strength = Strength.REQUIRED
    limit: Limit | None = None
    fixed: bool = False


_CHARACTERS = Limit(_("characters"), 150, 40, 300)
_BAHT = _("baht")
ALL: tuple[Rule, ...] = (
    Rule("title", _("The name says in one line what will be done."), checks.title, limit=_CHARACTERS),
    Rule("plan_link", _("It belongs to a plan, or says why not."), checks.plan_link),
    Rule("inside_a_plan", _("It carries out an item of a plan."), checks.inside_a_plan, Strength.OFF),
    Rule("dimension", _("It says which development dimension it serves."), checks.dimension),
    Rule("resolution", _("The council resolved it in a meeting."), checks.resolution),
    Rule(
        "resolution_age",
        _("The council's resolution is not old."),
        checks.resolution_age,
        limit=Limit(_("days"), 2 * 365, 30, 3650),
    ),
    Rule("recipient", _("It says who receives the money."), checks.recipient, fixed=True),
    Rule("contacts", _("Somebody can be telephoned."), checks.contacts, limit=Limit(_("people"), 2, 1, 2)),
    Rule("telephones", _("Telephone numbers look like telephone numbers."), checks.telephones),
    Rule("situation", _("It says how things stand today."), checks.situation),
    Rule("figure", _("One figure shows it, with its source."), checks.figure),
    Rule("objectives", _("It has a few objectives."), checks.objectives, limit=Limit(_("objectives"), 5, 1, 20)),
    Rule("indicators", _("Each objective can be measured."), checks.indicators),
    Rule("indicator_figures", _("Each indicator says today and the target."), checks.indicator_figures),
    Rule("groups", _("It says who benefits and how many they are."), checks.groups),
    Rule("groups_are_no_persons", _("Groups are counted, nobody is named."), checks.groups_are_no_persons, fixed=True),
    Rule("villages", _("It names the villages."), checks.villages),
    Rule("activities", _("It says step by step what is done, within its period."), checks.activities),
    Rule("period", _("It says from when to when."), checks.period, fixed=True),
    Rule("inside_the_year", _("It stays within the fiscal year, or is marked to go on."), checks.inside_the_year),
    Rule("lines", _("It says what it costs."), checks.lines, fixed=True),
    Rule("over_norms", _("What is over a norm has a reason."), checks.over_norms),
    Rule("sources", _("Where the money comes from adds up to what it costs."), checks.sources, fixed=True),
    Rule("funder_asked", _("It asks somebody for the money."), checks.funder_asked, fixed=True),
    Rule("ceiling", _("It asks no more than the call gives."), checks.ceiling, fixed=True),
    Rule("calls_askers", _("The call is for those who ask."), checks.calls_askers, fixed=True),
    Rule("calls_dimensions", _("It serves a dimension that the call is for."), checks.calls_dimensions, fixed=True),
    Rule("own_share", _("The council gives its own share."), checks.own_share, fixed=True),
    Rule("results", _("It says what there will be and what that changes."), checks.results),
    Rule("risks", _("It says what could go wrong."), checks.risks, Strength.ADVISED),
    Rule("follow_up", _("It says how, by whom and when it is followed up."), checks.follow_up),
    Rule("sustainability", _("It says how it goes on afterwards."), checks.sustainability, Strength.ADVISED),
    Rule("papers", _("The papers of the call are attached."), checks.calls_papers),
    Rule(
        "quotations",
        _("What is bought for much money has a quotation."),
        checks.quotations,
        Strength.ADVISED,
        limit=Limit(_BAHT, 50_000),
    ),
    Rule("proposer", _("It says who signs."), checks.proposer),
)
BY_KEY = {rule.key: rule for rule in ALL}
# Of one funder alone: they need to know whom they count for.
CEILING, PAPERS = "funders_ceiling", "funders_papers"
FUNDERS: dict[str, Text] = {
    CEILING: _("It asks this funder for no more than it gives."),
    PAPERS: _("The papers that this funder wants are attached."),
}


def sentence_of(key: str) -> Text:
    return BY_KEY[key].sentence if key in BY_KEY else FUNDERS.get(key, key)
