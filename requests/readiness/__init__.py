"""How clear a request is: one number, and every gap with the field it lands on; by the same rules it is sent or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from requests import sections
from requests.models import BudgetRequest
from requests.models.demands import Strength
from requests.readiness import checks, demands, rules
from requests.readiness.checks import Gap
from requests.readiness.demands import Demands
from requests.whole import with_rows

__all__ = ["Gap", "Report", "found", "gaps", "report"]


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule found in a request."""

    rule: str
    sentence: str
    strength: Strength
    gaps: list[Gap]


@dataclass(frozen=True, slots=True)
class Part:
    """One section: how many of its rules are met, and what is missing."""

    section: sections.Section
    gaps: list[Gap]
    advice: list[Gap]


@dataclass(frozen=True, slots=True)
class OfFunder:
    """The same request before one funder's own demands."""

    name: str
    clear: int
    of: int
    gaps: list[Gap]
    advice: list[Gap]


@dataclass(frozen=True, slots=True)
class Report:
    """`clear` of `of` rules that are required, everybody's and the asked funders', are met."""

    clear: int
    of: int
    parts: list[Part]
    funders: list[OfFunder]

    @property
    def is_clear(self) -> bool:
        return self.clear == self.of

    @property
    def open_parts(self) -> list[Part]:
        """Sections that lack something, or of which something is advised."""
        return [part for part in self.parts if part.gaps or part.advice]

    @property
    def clear_parts(self) -> list[Part]:
        return [part for part in self.parts if not (part.gaps or part.advice)]


def gaps(row: BudgetRequest) -> list[Gap]:
    """All that keeps a request from leaving, in the order of its sections; a funder's own demands stand last."""
    with_rows(row)
    held = demands.of_province(row.province_id)
    asked = [one for one in (*found(row, held), *of_funders(row, held)) if one.strength == Strength.REQUIRED]
    return [gap for one in asked for gap in one.gaps]


def report(row: BudgetRequest) -> Report:
    """`row` was read with its rows."""
    held = demands.of_province(row.province_id)
    own, others = list(found(row, held)), list(of_funders(row, held))
    required = [one for one in (*own, *others) if one.strength == Strength.REQUIRED]
    clear = sum(not one.gaps for one in required)
    return Report(clear, len(required), _parts([*own, *others]), _of_each(row, held, own))


def found(row: BudgetRequest, held: Demands) -> Iterator[Found]:
    """What each rule that counts for everybody finds."""
    for rule in rules.ALL:
        counting = held.counting(rule)
        if counting.strength != Strength.OFF:
            told = [_said(gap, rule.key, counting.said) for gap in rule.check(row, counting.limit)]
            yield Found(rule.key, counting.said or str(rule.sentence), counting.strength, told)


def of_funders(row: BudgetRequest, held: Demands) -> Iterator[Found]:
    """What each asked funder demands beyond that."""
    for funder, name in demands.funders_of(row).items():
        yield from (replace_all(one, name) for one in _of_funder(row, held, funder))


def _of_funder(row: BudgetRequest, held: Demands, funder: int) -> Iterator[Found]:
    for key, demand in held.of_funder.get(funder, {}).items():
        strength = Strength(demand.strength)
        rule = rules.BY_KEY.get(key)
        if strength == Strength.OFF:
            continue
        if key == rules.CEILING:
            told = list(checks.funders_ceiling(row, demand.limit or 0, funder))
        elif key == rules.PAPERS:
            told = list(checks.attached(row, demand.papers))
        elif rule and not rule.fixed and held.counting(rule).strength != Strength.REQUIRED:
            told = list(rule.check(row, held.counting(rule, funder).limit))
        else:
            continue  # it is asked of everybody already
        sentence = demand.said or str(rules.sentence_of(key))
        yield Found(key, sentence, strength, [_said(gap, key, demand.said) for gap in told])


def replace_all(one: Found, funder: str) -> Found:
    return replace(one, gaps=[replace(gap, text=f"{funder}: {gap.text}", funder=funder) for gap in one.gaps])


def _said(gap: Gap, rule: str, said: str) -> Gap:
    """With the province's own words before what is missing."""
    return replace(gap, rule=rule, text=f"{said} {gap.text}" if said else gap.text)


def _parts(all_found: list[Found]) -> list[Part]:
    required = [gap for one in all_found if one.strength == Strength.REQUIRED for gap in one.gaps]
    advised = [gap for one in all_found if one.strength == Strength.ADVISED for gap in one.gaps]
    return [
        Part(
            section, [g for g in required if g.section == section.key], [g for g in advised if g.section == section.key]
        )
        for section in sections.ALL
    ]


def _of_each(row: BudgetRequest, held: Demands, own: list[Found]) -> list[OfFunder]:
    """What each funder would find: what is asked of everybody, and what it asks itself."""
    told = []
    for funder, name in demands.funders_of(row).items():
        before = [*own, *_of_funder(row, held, funder)]
        required = [one for one in before if one.strength == Strength.REQUIRED]
        advice = [gap for one in before if one.strength == Strength.ADVISED for gap in one.gaps]
        missing = [gap for one in required for gap in one.gaps]
        told.append(OfFunder(name, sum(not one.gaps for one in required), len(required), missing, advice))
    return told
