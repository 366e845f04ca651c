"""Where a gap is mended: the screen, and on it the very box, so that a link lands there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.urls import reverse

from requests import readiness, screens
from requests.models import BudgetRequest
from requests.readiness import Gap
from requests.screens import Screen


@dataclass(frozen=True, slots=True)
class Landed:
    """A gap with its place; `field` is the id of a box."""

    section: str
    text: str
    screen: Screen
    field: str


def gaps(row: BudgetRequest) -> list[Landed]:
    """All that keeps a request from leaving, each with its place."""
    return [landed(row, gap) for gap in readiness.gaps(row)]


def landed(row: BudgetRequest, gap: Gap) -> Landed:
    return Landed(gap.section, gap.text, screens.of_section(gap.section), _box(row, gap))


def address_of(row: BudgetRequest, gap: Gap) -> str:
    """Where it is put right: the screen, and the box on it."""
    found = landed(row, gap)
    return f"{reverse('requests:write', args=[row.pk, found.screen.key])}#{found.field}"


def first_of(row: BudgetRequest, key: str) -> str:
    """Where a section begins to need something; else where it begins."""
    wanting = (gap for gap in readiness.gaps(row) if gap.section == key)
    return next((_box(row, gap) for gap in wanting), _FIRST[key])


# Where a section begins on its screen.
_FIRST = {
    "title": "id_title",
    "council": "id_groups",
    "contacts": "id_contact_name",
    "rationale": "id_situation",
    "objectives": "id_row-0-text",
    "indicators": "id_row-0-measure",
    "targets": "id_villages",
    "period": "id_starts_on",
    "activities": "id_row-0-name",
    "budget": "pasted",
    "money": "id_money-0-amount",
    "results": "id_outputs",
    "follow_up": "id_follow_up_method",
    "attachments": "id_file",
    "signatures": "id_proposer_name",
}
_CHOSEN = ("dimension", "recipient_kind")  # one of some: the first of them
_ROW = re.compile(r"row-(\d+)-(\w+)")


def _box(row: BudgetRequest, gap: Gap) -> str:
    """A rule names the box as its section alone would have it."""
    at = _ROW.fullmatch(gap.field)
    if at is None:
        return f"id_{gap.field}{'_0' if gap.field in _CHOSEN else ''}" if gap.field else _FIRST[gap.section]
    if gap.section == "indicators":
        return _measure(row, int(at[1]), at[2])
    if gap.section == "money":
        return f"id_money-{at[1]}-amount"
    return _FIRST["budget"] if gap.section == "budget" and not row.budgetline_set.all() else f"id_{gap.field}"


def _measure(row: BudgetRequest, number: int, name: str) -> str:
    """Measures stand with their objectives: that of this number, or the first objective that has none."""
    placed = _placed(row)
    wanted = 0 if name == "text" else number + 1
    at = next((at for at, position in enumerate(placed) if position == wanted), 0)
    return f"id_row-{at}-{'measure' if name == 'text' else name}"


def _placed(row: BudgetRequest) -> list[int]:
    """Which measure stands in each row of the screen, as `requests.forms.goals` lays them out; 0 for none."""
    measures = list(row.indicator_set.all())
    rows: list[int] = []
    for objective in row.objective_set.all():
        rows += [one.position for one in measures if one.objective == objective.position] or [0]
    return rows
