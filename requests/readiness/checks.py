"""What each rule looks at. A check yields the gaps it finds, each with the field it lands on; `limit` is the rule's threshold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs import clock
from places.calendar import fiscal_year_bounds
from requests import norms, persons
from requests.models import AttachmentKind, BudgetRequest, IndicatorKind
from thai.dates import read as day_read
from thai.money import baht

_DIGIT = re.compile("[0-9๐-๙]")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing: in which section, on which field; which rule says so, and of which funder when it is one's own."""

    section: str
    text: str
    field: str = ""
    rule: str = ""
    funder: str = ""


def title(row: BudgetRequest, limit: int) -> Iterator[Gap]:
    if not row.title:
        yield Gap("title", _("Say what will be done, in one line."), "title")
    elif len(row.title) > limit:
        yield Gap("title", _("Shorten the name to %(most)s characters.") % {"most": limit}, "title")


def plan_link(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not row.plan_item_id and not row.outside_plan_reason:
        yield Gap("title", _("Choose the plan it belongs to, or say why it is outside the plan."), "plan_item")


def inside_a_plan(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not row.plan_item_id:
        yield Gap("title", _("Choose the item of a plan that it carries out."), "plan_item")


def dimension(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not row.dimension_id:
        yield Gap("title", _("Choose the development dimension."), "dimension")


def resolution(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    lacking = [name for name in ("number", "on", "attendance") if not getattr(row, f"resolution_{name}")]
    if lacking:
        text = _("Give the council's own resolution: meeting number, date and how many came.")
        yield Gap("council", text, f"resolution_{lacking[0]}")


def resolution_age(row: BudgetRequest, limit: int) -> Iterator[Gap]:
    """One that is older is of another request, or its year was mistyped."""
    today = clock.today()
    if row.resolution_on and not today - timedelta(days=limit) <= row.resolution_on <= today:
        text = _("Look at the date of the resolution: %(day)s.") % {"day": day_read(row.resolution_on)}
        yield Gap("council", text, "resolution_on")


def recipient(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not (row.recipient_kind and row.recipient_name):
        field = "recipient_name" if row.recipient_kind else "recipient_kind"
        yield Gap("council", _("Say who receives the money."), field)


def contacts(row: BudgetRequest, limit: int) -> Iterator[Gap]:
    people = [(row.contact_name, row.contact_phone, "contact"), (row.second_name, row.second_phone, "second")]
    reached = [who for name, phone, who in people if name and phone]
    if len(reached) < limit:
        missing = next(who for _name, _phone, who in people if who not in reached)
        told = ngettext("Give one person who can be telephoned.", "Give two people who can be telephoned.", limit)
        yield Gap("contacts", told, f"{missing}_name")


def telephones(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    for field in ("contact_phone", "second_phone"):
        phone = getattr(row, field)
        if phone and not 9 <= len(_DIGIT.findall(phone)) <= 14:
            yield Gap("contacts", _("Look at the telephone number %(phone)s.") % {"phone": phone}, field)


def situation(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not row.situation:
        yield Gap("rationale", _("Say what the situation is."), "situation")


def figure(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not (row.figure and row.figure_source):
        field = "figure_source" if row.figure else "figure"
        yield Gap("rationale", _("Give one figure and where it comes from."), field)


def objectives(row: BudgetRequest, limit: int) -> Iterator[Gap]:
    if not 1 <= len(row.objective_set.all()) <= limit:
        yield Gap("objectives", _("Give one to %(most)s objectives.") % {"most": limit}, "row-0-text")


def indicators(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    measured = {indicator.objective for indicator in row.indicator_set.all()}
    for objective in row.objective_set.all():
        if objective.position not in measured:
            yield Gap("indicators", _("Objective %(n)s has no indicator.") % {"n": objective.position}, "row-0-text")


def indicator_figures(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    for indicator in row.indicator_set.all():
        number, at = indicator.kind == IndicatorKind.QUANTITATIVE, indicator.position - 1
        texts = {"n": indicator.position}
        if number and not (indicator.baseline and indicator.target):
            field = f"row-{at}-{'target' if indicator.baseline else 'baseline'}"
            yield Gap("indicators", _("Indicator %(n)s needs today's figure and the target.") % texts, field)
        if not number and len([level for level in indicator.levels if level]) != 4:
            yield Gap("indicators", _("Indicator %(n)s needs its four levels.") % texts, f"row-{at}-levels")


def groups(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not any(group.direct > 0 for group in row.targetgroup_set.all()):
        yield Gap("targets", _("Say who benefits and how many they are."), "row-0-name")


def groups_are_no_persons(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    for group in row.targetgroup_set.all():
        if persons.hidden(group.name).strip() == persons.HIDDEN:
            text = _("“%(name)s” looks like a person. Name the group, and count.") % {"name": group.name}
            yield Gap("targets", text, f"row-{group.position - 1}-name")


def villages(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not row.villages:
        yield Gap("targets", _("Name the villages."), "villages")


def activities(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    found = list(row.activity_set.all())
    if not found:
        yield Gap("activities", _("Give at least one activity."), "row-0-name")
    if not (row.starts_on and row.ends_on):
        return
    for one in found:
        if one.starts_on < row.starts_on or one.ends_on > row.ends_on:
            text = _("Activity %(n)s is outside the project's period.") % {"n": one.position}
            yield Gap("activities", text, f"row-{one.position - 1}-starts_on")


def period(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not (row.starts_on and row.ends_on):
        yield Gap("period", _("Say when it starts and ends."), "ends_on" if row.starts_on else "starts_on")
    elif row.ends_on < row.starts_on:
        yield Gap("period", _("It ends before it starts."), "ends_on")


def inside_the_year(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not (row.starts_on and row.ends_on) or row.multi_year or row.ends_on < row.starts_on:
        return
    first, last = fiscal_year_bounds(row.call.fiscal_year)
    if row.starts_on < first or row.ends_on > last:
        text = _("The period is outside fiscal year %(year)s.") % {"year": row.call.fiscal_year}
        yield Gap("period", text, "starts_on" if row.starts_on < first else "ends_on")


def lines(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if row.written_amount() <= 0:
        yield Gap("budget", _("Add at least one budget line."), "row-0-description")


def sources(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    total, parts = row.written_amount(), sum(part.amount for part in row.moneypart_set.all())
    if total and parts != total:
        texts = {"parts": baht(parts), "total": baht(total), "gap": baht(abs(parts - total))}
        told = _("The sources come to %(parts)s baht, the budget to %(total)s baht: %(gap)s baht apart.")
        yield Gap("money", told % texts, "row-0-amount")


def _asked(row: BudgetRequest, funder: int | None = None) -> int:
    parts = [part for part in row.moneypart_set.all() if part.kind == "funder"]
    return sum(part.amount for part in parts if funder is None or part.funder_id == funder)


def funder_asked(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if row.written_amount() and not _asked(row):
        yield Gap("money", _("Ask at least one funder."), "row-0-funder")


def ceiling(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if row.call.ceiling and _asked(row) > row.call.ceiling:
        yield Gap(
            "money", _("This call gives at most %(most)s baht.") % {"most": baht(row.call.ceiling)}, "row-0-amount"
        )


def calls_askers(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if row.call.askers and row.organisation.kind not in row.call.askers:
        told = {"who": ", ".join(row.call.asker_words)}
        yield Gap("title", _("This call is for others: %(who)s.") % told, "title")


def calls_dimensions(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if row.call.dimensions and row.dimension and row.dimension.code not in row.call.dimensions:
        yield Gap("title", _("This call is not for the dimension “%(name)s”.") % {"name": row.dimension}, "dimension")


def own_share(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    """What is not asked of a funder, in money and in kind, of the whole."""
    total = row.written_amount()
    own, least = total - _asked(row), row.call.own_share
    if total and own * 100 < total * least:
        told = {"least": least, "sum": baht(-(-total * least // 100)), "own": baht(max(own, 0))}
        text = _("The council gives at least %(least)s percent: %(sum)s baht; so far it is %(own)s baht.") % told
        yield Gap("money", text, "row-0-kind")


def funders_ceiling(row: BudgetRequest, limit: int, funder: int) -> Iterator[Gap]:
    """`limit` is baht."""
    if _asked(row, funder) > limit * 100:
        yield Gap("money", _("It gives at most %(most)s baht a request.") % {"most": f"{limit:,}"}, "row-0-amount")


def over_norms(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    for line, norm in norms.over(row):
        if not line.over_norm_reason:
            texts = {"n": line.position, "rate": norms.bare(line.rate or 0), "cap": norms.bare(norm.cap or 0)}
            told = _("Line %(n)s: %(rate)s is over the norm of %(cap)s baht (%(norm)s, %(rule)s): give the reason.")
            text = told % {**texts, "norm": norm.name_th, "rule": norm.regulation}
            yield Gap("budget", text, f"row-{line.position - 1}-over_norm_reason")


def quotations(row: BudgetRequest, limit: int) -> Iterator[Gap]:
    """`limit` is baht: what is bought for more is compared."""
    dear = [line for line in row.budgetline_set.all() if line.category in ("materials", "equipment", "construction")]
    dear = [line for line in dear if line.amount > limit * 100]
    if dear and AttachmentKind.QUOTATION not in _attached(row):
        texts = {"n": dear[0].position, "limit": f"{limit:,}"}
        yield Gap("attachments", _("Line %(n)s is over %(limit)s baht: attach a quotation.") % texts, "file")


def results(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not (row.outputs and row.outcomes):
        text = _("Say what there will be afterwards, and what it changes.")
        yield Gap("results", text, "outcomes" if row.outputs else "outputs")


def follow_up(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    lacking = [name for name in ("method", "who", "when") if not getattr(row, f"follow_up_{name}")]
    if lacking:
        yield Gap("follow_up", _("Say how, by whom and when it is followed up."), f"follow_up_{lacking[0]}")


def risks(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not row.risks:
        yield Gap("results", _("Say what could go wrong, and what you do then."), "risks")


def sustainability(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not row.sustainability:
        yield Gap("follow_up", _("Say how it goes on when the money has ended."), "sustainability")


def attached(row: BudgetRequest, kinds: list[str]) -> Iterator[Gap]:
    there, labels = _attached(row), dict(AttachmentKind.choices)
    for kind in kinds:
        if kind not in there and kind in labels:
            yield Gap("attachments", _("Attach: %(what)s.") % {"what": labels[kind]}, "file")


def calls_papers(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    yield from attached(row, row.call.demands)


def proposer(row: BudgetRequest, _limit: int) -> Iterator[Gap]:
    if not (row.proposer_name and row.proposer_position):
        field = "proposer_position" if row.proposer_name else "proposer_name"
        yield Gap("signatures", _("Say who signs as proposer."), field)


def _attached(row: BudgetRequest) -> set[str]:
    return {one.kind for one in row.attachments.all() if one.removed_at is None}
