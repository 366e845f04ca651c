"""Where a gap is mended: the screen, and on it the very box, so that a link lands there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from django.urls import reverse

from jobs import clock
from programmes.norms import norms_on, over_norm
from requests import completeness, screens
from requests.completeness import Gap
from requests.models import BudgetRequest, IndicatorKind
from requests.screens import Screen


@dataclass(frozen=True, slots=True)
class Landed:
    """A gap with its place; `field` is the id of a box."""

    section: str
    text: str
    screen: Screen
    field: str

    def url(self, pk: int, back: str = "") -> str:
        query = f"?back={back}" if back else ""
        return f"{reverse('requests:write', args=[pk, self.screen.key])}{query}#{self.field}"


def gaps(row: BudgetRequest) -> list[Landed]:
    """All that keeps a request from leaving, each with its place."""
    found = completeness.gaps(row)
    return [_landed(gap, places) for key in _keys(found) for gap, places in _places(row, key, found)]


def first_of(row: BudgetRequest, key: str) -> str:
    """Where a section begins to need something; else where it begins."""
    return next(_BOXES[key](row), FIRST[key]) if key in _BOXES else FIRST[key]


def _keys(found: list[Gap]) -> list[str]:
    return list(dict.fromkeys(gap.section for gap in found))


def _places(row: BudgetRequest, key: str, found: list[Gap]) -> Iterator[tuple[Gap, str]]:
    """A section's gaps come in the order in which its boxes are looked through; what is beyond lands on the first."""
    own = [gap for gap in found if gap.section == key]
    boxes = list(_BOXES[key](row)) if key in _BOXES else []
    first = boxes[0] if boxes else FIRST.get(key, "main")
    yield from ((gap, box or first) for gap, box in zip_longest(own, boxes[: len(own)]))


def _landed(gap: Gap, field: str) -> Landed:
    return Landed(gap.section, gap.text, screens.of_section(gap.section), getattr(gap, "field", "") or field)


# Where a section begins on its screen.
FIRST = {
    "title": "id_title",
    "council": "id_groups",
    "contacts": "id_contact_name",
    "rationale": "id_situation",
    "objectives": "id_row-0-text",
    "indicators": "id_row-0-measure",
    "targets": "id_villages",
    "period": "id_starts_on",
    "activities": "id_row-0-name",
    "budget": "id_row-0-description",
    "money": "id_money-0-amount",
    "results": "id_outputs",
    "follow_up": "id_follow_up_method",
    "attachments": "id_file",
    "signatures": "id_proposer_name",
}


def _empty(row: BudgetRequest, *groups: tuple[str, ...]) -> Iterator[str]:
    """The first empty box of each group: a rule asks for a group at once."""
    for group in groups:
        missing = [name for name in group if not getattr(row, name)]
        yield from (f"id_{name}" for name in missing[:1])


def _title(row: BudgetRequest) -> Iterator[str]:
    if not row.title or len(row.title) > 150:
        yield "id_title"
    if not row.plan_item_id and not row.outside_plan_reason:
        yield "id_plan_item"
    if not row.dimension_id:
        yield "id_dimension_0"


def _goals(row: BudgetRequest) -> list[tuple[int, int]]:
    """Which objective and measure stand in each row of the screen: as `requests.forms.goals` lays them out, 0 for none."""
    rows: list[tuple[int, int]] = []
    for objective in row.objective_set.all():
        own = [one.position for one in row.indicator_set.all() if one.objective == objective.position] or [0]
        rows += [(objective.position, position) for position in own]
    return rows


def _indicators(row: BudgetRequest) -> Iterator[str]:
    placed = _goals(row)
    yield from (f"id_row-{at}-measure" for at, (_objective, position) in enumerate(placed) if not position)
    at = {position: number for number, (_objective, position) in enumerate(placed)}
    for one in row.indicator_set.all():
        if one.kind == IndicatorKind.QUANTITATIVE and not (one.baseline and one.target):
            yield f"id_row-{at.get(one.position, 0)}-{'target' if one.baseline else 'baseline'}"
        elif one.kind == IndicatorKind.QUALITATIVE and len([level for level in one.levels if level]) != 4:
            yield f"id_row-{at.get(one.position, 0)}-levels"


def _targets(row: BudgetRequest) -> Iterator[str]:
    if not any(group.direct > 0 for group in row.targetgroup_set.all()):
        yield "id_row-0-name"
    yield from _empty(row, ("villages",))


def _activities(row: BudgetRequest) -> Iterator[str]:
    first, last = row.starts_on, row.ends_on
    for at, one in enumerate(row.activity_set.all()):
        if first and last and (one.starts_on < first or one.ends_on > last):
            yield f"id_row-{at}-{'starts_on' if one.starts_on < first else 'ends_on'}"


def _budget(row: BudgetRequest) -> Iterator[str]:
    lines = list(row.budgetline_set.all())
    if not lines:
        yield "pasted"
    norms = norms_on(clock.today(), row.province_id) if lines else {}
    wanting = [line for line, _norm in over_norm(lines, norms) if not line.over_norm_reason]
    yield from (f"id_row-{lines.index(line)}-over_norm_reason" for line in wanting)


_BOXES: dict[str, Callable[[BudgetRequest], Iterator[str]]] = {
    "title": _title,
    "council": lambda row: _empty(
        row, ("resolution_number", "resolution_on", "resolution_attendance"), ("recipient_kind", "recipient_name")
    ),
    "contacts": lambda row: _empty(row, ("contact_name", "contact_phone", "second_name", "second_phone")),
    "rationale": lambda row: _empty(row, ("situation",), ("figure", "figure_source")),
    "indicators": _indicators,
    "targets": _targets,
    "activities": _activities,
    "budget": _budget,
    "period": lambda row: _empty(row, ("starts_on", "ends_on")),
    "results": lambda row: _empty(row, ("outputs", "outcomes")),
    "follow_up": lambda row: _empty(row, ("follow_up_method", "follow_up_who", "follow_up_when")),
    "signatures": lambda row: _empty(row, ("proposer_name", "proposer_position")),
}
