"""All answers of a request in one look before it is sent, as the screens ask for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from requests import asked, reports, screens
from requests.forms import goals
from requests.forms.labels import LABELS
from requests.landing import Landed
from requests.models import Activity, Attachment, BudgetLine, BudgetRequest, MoneyPart, Objective, TargetGroup
from requests.screens import Screen
from requests.wording import format_factors
from thai.dates import read as day_read
from thai.money import baht


@dataclass(frozen=True, slots=True)
class Answer:
    label: Any
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Answered:
    """One screen with what was answered there, and what it lacks."""

    screen: Screen
    ask: Any
    answers: list[Answer]
    gaps: list[Landed]


def of(row: BudgetRequest, gaps: list[Landed]) -> list[Answered]:
    """`row` was read with its rows."""
    return [
        Answered(
            screen,
            asked.SCREENS[screen.key].ask,
            [*_fields(row, screen), *_rows(row, screen)],
            [gap for gap in gaps if gap.screen is screen],
        )
        for screen in screens.ALL
    ]


def _fields(row: BudgetRequest, screen: Screen) -> list[Answer]:
    found = ((LABELS[name], told(row, name)) for name in screen.fields)
    return [Answer(label, lines) for label, lines in found if lines]


def told(row: BudgetRequest, name: str) -> list[str]:
    """One answer in words; nothing when it is empty."""
    value = getattr(row, name)
    if value is True:
        return [_("Yes")]
    if not value:
        return []
    if isinstance(value, list):
        return [str(one) for one in value]
    shown = getattr(row, f"get_{name}_display", None)
    return [str(shown()) if shown else day_read(value) if isinstance(value, date) else str(value)]


def _rows(row: BudgetRequest, screen: Screen) -> list[Answer]:
    said = [(label, lines(row)) for model, label, lines in _KINDS if model in screen.rows]
    if screen.key == "attachments":
        said.append((_("Papers"), [_paper(one) for one in reports.papers_of(row)]))
    return [Answer(label, lines) for label, lines in said if lines]


def _paper(one: Attachment) -> str:
    return f"{one.get_kind_display()}: {one.title}"


def _goals(row: BudgetRequest) -> list[str]:
    return [" – ".join(filter(None, (one.get("text"), _measure(one)))) for one in goals.shown(row)]


def _measure(one: dict[str, Any]) -> str:
    if not one.get("measure"):
        return ""
    way = " → ".join(filter(None, (one["baseline"], one["target"])))
    return " ".join(filter(None, (one["measure"], way, one["unit"], " · ".join(one["levels"]))))


def _activities(row: BudgetRequest) -> list[str]:
    return [f"{one.name}, {day_read(one.starts_on)} – {day_read(one.ends_on)}" for one in row.activity_set.all()]


def _groups(row: BudgetRequest) -> list[str]:
    return [f"{one.name}: {one.direct:,}" for one in row.targetgroup_set.all()]


def _lines(row: BudgetRequest) -> list[str]:
    return [
        f"{one.position}. {one.description}{_formula(one)} = {baht(one.amount)}" for one in row.budgetline_set.all()
    ]


def _formula(one: BudgetLine) -> str:
    if one.rate is None:
        return ""
    return " " + " × ".join(filter(None, (format_factors(one.factors), baht(one.rate).removesuffix(".00"))))


def _sources(row: BudgetRequest) -> list[str]:
    return [
        f"{part.funder or part.name or part.get_kind_display()}: {baht(part.amount)}"
        for part in row.moneypart_set.all()
    ]


_KINDS: tuple[tuple[type, Any, Callable[[BudgetRequest], list[str]]], ...] = (
    (Objective, asked.ROWS["goal"], _goals),
    (Activity, asked.ROWS["activity"], _activities),
    (TargetGroup, asked.ROWS["targetgroup"], _groups),
    (BudgetLine, asked.ROWS["budgetline"], _lines),
    (MoneyPart, asked.ROWS["moneypart"], _sources),
)
