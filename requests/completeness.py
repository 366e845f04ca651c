"""Whether a request is clear enough to leave (domain §5): in 2561 proposals got no answer because they were not.

Each rule of a section yields the gaps it finds; a gap names the section to open and says what to add.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs import clock
from places.calendar import fiscal_year_bounds
from requests import norms, persons
from requests.models import AttachmentKind, BudgetRequest, IndicatorKind
from thai.dates import read as day_read
from thai.money import baht


@dataclass(frozen=True, slots=True)
class Gap:
    section: str
    text: str


class Incomplete(ValidationError):
    """The request cannot leave yet; `gaps` says all of why, at once."""

    def __init__(self, gaps: list[Gap]) -> None:
        self.gaps = gaps
        count = len(gaps)
        super().__init__(
            ngettext("Not sent yet: %(n)s thing to add.", "Not sent yet: %(n)s things to add.", count) % {"n": count}
        )


# A resolution that is older is of another request, or its year was mistyped.
_DIGIT = re.compile("[0-9๐-๙]")
OLDEST = timedelta(days=2 * 365)
Rule = Callable[[BudgetRequest], Iterator[Gap]]


def _title(row: BudgetRequest) -> Iterator[Gap]:
    if not row.title:
        yield Gap("title", _("Say what will be done, in one line."))
    elif len(row.title) > 150:
        yield Gap("title", _("Shorten the name to 150 characters."))
    if not row.plan_item_id and not row.outside_plan_reason:
        yield Gap("title", _("Choose the plan it belongs to, or say why it is outside the plan."))
    if not row.dimension_id:
        yield Gap("title", _("Choose the development dimension."))


def _council(row: BudgetRequest) -> Iterator[Gap]:
    if not (row.resolution_number and row.resolution_on and row.resolution_attendance):
        yield Gap("council", _("Give the council's own resolution: meeting number, date and how many came."))
    if not (row.recipient_kind and row.recipient_name):
        yield Gap("council", _("Say who receives the money."))


def _contacts(row: BudgetRequest) -> Iterator[Gap]:
    if not (row.contact_name and row.contact_phone and row.second_name and row.second_phone):
        yield Gap("contacts", _("Give two people who can be telephoned."))


def _rationale(row: BudgetRequest) -> Iterator[Gap]:
    if not row.situation:
        yield Gap("rationale", _("Say what the situation is."))
    if not (row.figure and row.figure_source):
        yield Gap("rationale", _("Give one figure and where it comes from."))


def _objectives(row: BudgetRequest) -> Iterator[Gap]:
    objectives = list(row.objective_set.all())
    if not 1 <= len(objectives) <= 5:
        yield Gap("objectives", _("Give one to five objectives."))
    measured = {indicator.objective for indicator in row.indicator_set.all()}
    for objective in objectives:
        if objective.position not in measured:
            yield Gap("indicators", _("Objective %(n)s has no indicator.") % {"n": objective.position})


def _indicators(row: BudgetRequest) -> Iterator[Gap]:
    for indicator in row.indicator_set.all():
        number = indicator.kind == IndicatorKind.QUANTITATIVE
        if number and not (indicator.baseline and indicator.target):
            yield Gap(
                "indicators", _("Indicator %(n)s needs today's figure and the target.") % {"n": indicator.position}
            )
        if not number and len([level for level in indicator.levels if level]) != 4:
            yield Gap("indicators", _("Indicator %(n)s needs its four levels.") % {"n": indicator.position})


def _targets(row: BudgetRequest) -> Iterator[Gap]:
    if not any(group.direct > 0 for group in row.targetgroup_set.all()):
        yield Gap("targets", _("Say who benefits and how many they are."))
    if not row.villages:
        yield Gap("targets", _("Name the villages."))


def _activities(row: BudgetRequest) -> Iterator[Gap]:
    activities = list(row.activity_set.all())
    if not activities:
        yield Gap("activities", _("Give at least one activity."))
    if not (row.starts_on and row.ends_on):
        return
    for activity in activities:
        if activity.starts_on < row.starts_on or activity.ends_on > row.ends_on:
            yield Gap("activities", _("Activity %(n)s is outside the project's period.") % {"n": activity.position})


def _period(row: BudgetRequest) -> Iterator[Gap]:
    if not (row.starts_on and row.ends_on):
        yield Gap("period", _("Say when it starts and ends."))
    elif row.ends_on < row.starts_on:
        yield Gap("period", _("It ends before it starts."))
    elif not row.multi_year and not _inside_year(row):
        yield Gap("period", _("The period is outside fiscal year %(year)s.") % {"year": row.call.fiscal_year})


def _inside_year(row: BudgetRequest) -> bool:
    first, last = fiscal_year_bounds(row.call.fiscal_year)
    return bool(row.starts_on and row.ends_on and first <= row.starts_on and row.ends_on <= last)


def _budget(row: BudgetRequest) -> Iterator[Gap]:
    total = row.written_amount()
    if total <= 0:
        yield Gap("budget", _("Add at least one budget line."))
    parts = sum(part.amount for part in row.moneypart_set.all())
    if total and parts != total:
        texts = {"parts": baht(parts), "total": baht(total), "gap": baht(abs(parts - total))}
        yield Gap(
            "money",
            _("The sources come to %(parts)s baht, the budget to %(total)s baht: %(gap)s baht apart.") % texts,
        )
    asked = sum(part.amount for part in row.moneypart_set.all() if part.kind == "funder")
    if total and not asked:
        yield Gap("money", _("Ask at least one funder."))
    if row.call.ceiling and asked > row.call.ceiling:
        yield Gap("money", _("This call gives at most %(most)s baht.") % {"most": baht(row.call.ceiling)})


def _norms(row: BudgetRequest) -> Iterator[Gap]:
    for line, norm in norms.over(row):
        if not line.over_norm_reason:
            texts = {"n": line.position, "rate": norms.bare(line.rate or 0), "cap": norms.bare(norm.cap or 0)}
            told = _("Line %(n)s: %(rate)s is over the norm of %(cap)s baht (%(norm)s, %(rule)s): give the reason.")
            yield Gap("budget", told % {**texts, "norm": norm.name_th, "rule": norm.regulation})


def _believable(row: BudgetRequest) -> Iterator[Gap]:
    """What can hardly be meant: a day to come, a telephone of three digits, a person where a group is asked for."""
    today = clock.today()
    if row.resolution_on and not today - OLDEST <= row.resolution_on <= today:
        yield Gap("council", _("Look at the date of the resolution: %(day)s.") % {"day": day_read(row.resolution_on)})
    for phone in filter(None, (row.contact_phone, row.second_phone)):
        if not 9 <= len(_DIGIT.findall(phone)) <= 14:
            yield Gap("contacts", _("Look at the telephone number %(phone)s.") % {"phone": phone})
    for group in row.targetgroup_set.all():
        if persons.hidden(group.name).strip() == persons.HIDDEN:
            yield Gap("targets", _("“%(name)s” looks like a person. Name the group, and count.") % {"name": group.name})


def _results(row: BudgetRequest) -> Iterator[Gap]:
    if not (row.outputs and row.outcomes):
        yield Gap("results", _("Say what there will be afterwards, and what it changes."))
    if not (row.follow_up_method and row.follow_up_who and row.follow_up_when):
        yield Gap("follow_up", _("Say how, by whom and when it is followed up."))


def _papers(row: BudgetRequest) -> Iterator[Gap]:
    there = set(row.attachments.filter(removed_at=None).values_list("kind", flat=True))
    labels = dict(AttachmentKind.choices)
    for kind in row.call.demands:
        if kind not in there:
            yield Gap("attachments", _("Attach: %(what)s.") % {"what": labels[kind]})
    if not (row.proposer_name and row.proposer_position):
        yield Gap("signatures", _("Say who signs as proposer."))


RULES: tuple[Rule, ...] = (
    _title,
    _council,
    _contacts,
    _rationale,
    _objectives,
    _indicators,
    _targets,
    _activities,
    _believable,
    _period,
    _budget,
    _norms,
    _results,
    _papers,
)


def gaps(row: BudgetRequest) -> list[Gap]:
    """All that keeps a request from leaving, in the order of its sections."""
    return [gap for rule in RULES for gap in rule(row)]


def require(row: BudgetRequest) -> None:
    found = gaps(row)
    if found:
        raise Incomplete(found)
