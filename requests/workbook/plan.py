"""Which question stands in which cell, and what may be written there: one plan for who draws the workbook and who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils import translation

from requests import sections
from requests.forms import answers_form
from requests.forms.fields import FactorsField, LinesField
from requests.forms.rows import RowForm
from requests.forms.sources import FORMS
from requests.models import Activity, BudgetLine, BudgetRequest, Indicator, MoneyPart, Objective, TargetGroup
from requests.models.content import Row
from thai.fields import BahtField, CountField, ThaiDateField

# Rises when a question moves: a form that was taken away before is not read by this plan.
FORM = 1
ANSWERS = "คำตอบ"
NAMES: dict[type[Row], str] = {
    Objective: "วัตถุประสงค์",
    Indicator: "ตัวชี้วัด",
    TargetGroup: "กลุ่มเป้าหมาย",
    Activity: "กิจกรรม",
    BudgetLine: "งบประมาณ",
    MoneyPart: "แหล่งเงิน",
}
FIRST_ANSWER, QUESTION, ANSWER, HINT = 4, 2, 3, 4
HEADINGS, FIRST_ROW = 4, 5
FEWEST_PAIRS = 4
YES, NO = "ใช่", "ไม่ใช่"


class Kind(Enum):
    TEXT, LONG, LINES, DAY, COUNT, BAHT, CHOICE, YES, FACTORS, QUANTITY = (auto() for _each in range(10))


_KINDS: tuple[tuple[type[forms.Field], Kind], ...] = (
    (ThaiDateField, Kind.DAY),
    (CountField, Kind.COUNT),
    (BahtField, Kind.BAHT),
    (LinesField, Kind.LINES),
    (FactorsField, Kind.FACTORS),
    (forms.BooleanField, Kind.YES),
    (forms.ChoiceField, Kind.CHOICE),
)


@dataclass(frozen=True, slots=True)
class Box:
    """One question. `choices` are values by the words that stand for them; `refers` says that it points at rows of a sheet."""

    name: str
    label: str
    hint: str
    kind: Kind
    most: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    refers: type[Row] | None = None

    def value_of(self, word: str) -> str | None:
        return dict(self.choices).get(word)


@dataclass(frozen=True, slots=True)
class Answer:
    """A single answer of a section, in its row of the sheet of answers."""

    section: sections.Section
    box: Box
    row: int


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a section, on a sheet of their own; `columns` by number from 2, before which stands the row's own number."""

    section: sections.Section
    model: type[Row]
    boxes: tuple[Box, ...]
    pairs: int = 0

    @property
    def name(self) -> str:
        return NAMES[self.model]

    def columns(self) -> Iterator[tuple[int, Box, str]]:
        """(number, question, heading); quantities and their units take a column each."""
        at = 2
        for box in self.boxes:
            for heading in _headings(box, self.pairs):
                yield at, box, heading
                at += 1

    @property
    def width(self) -> int:
        return max(number for number, _box, _heading in self.columns())


@dataclass(frozen=True, slots=True)
class Plan:
    answers: tuple[Answer, ...]
    tables: tuple[Table, ...]

    def titles(self) -> list[str]:
        return [ANSWERS, *(table.name for table in self.tables)]


def plan_of(row: BudgetRequest, pairs: int = FEWEST_PAIRS) -> Plan:
    """For this request: what may be chosen is its province's. Thai, whatever language is read."""
    with translation.override("th"):
        tables = tuple(_table(section, row, pairs) for section in sections.ALL if section.rows)
        return Plan(tuple(_answers(row)), tables)


def pairs_of(row: BudgetRequest) -> int:
    """How many quantities the longest line has; the form has room for some more than most need."""
    return max([FEWEST_PAIRS, *(len(line.factors) for line in row.budgetline_set.all())])


def _answers(row: BudgetRequest) -> Iterator[Answer]:
    at = FIRST_ANSWER
    for section in sections.ALL:
        if section.fields:
            at += 1  # the section's own heading
            form = answers_form(section.fields)(instance=row)
            for name in section.fields:
                yield Answer(section, _box(name, form.fields[name]), at)
                at += 1


def _table(section: sections.Section, row: BudgetRequest, pairs: int) -> Table:
    assert section.rows is not None
    form: RowForm = FORMS[section.rows](budget_request=_without_rows(row))
    boxes = tuple(_box(name, field) for name, field in form.fields.items())
    return Table(section, section.rows, boxes, pairs)


def _without_rows(row: BudgetRequest) -> Any:
    """What is pointed at is told by number: which rows there are does not matter to the questions."""
    nothing = SimpleNamespace(all=list)
    return SimpleNamespace(objective_set=nothing, activity_set=nothing, possible_funders=row.possible_funders)


def _box(name: str, field: forms.Field) -> Box:
    kind = next((kind for known, kind in _KINDS if isinstance(field, known)), Kind.TEXT)
    if kind == Kind.TEXT and isinstance(field.widget, forms.Textarea):
        kind = Kind.LONG
    refers = {"objective": Objective, "activity": Activity}.get(name)
    choices = () if refers else tuple(_choices(field))
    most = getattr(field, "max_length", None)
    return Box(name, str(field.label or name), str(field.help_text), kind, most, choices, refers)


def _choices(field: Any) -> Iterator[tuple[str, str]]:
    """Each word once: two of the same name are told apart by a number."""
    if isinstance(field, forms.BooleanField):
        yield from ((YES, "on"), (NO, ""))
        return
    seen: set[str] = set()
    for value, label in getattr(field, "choices", ()):
        word = " ".join(str(label).split())
        if value and word:
            unique = word if word not in seen else f"{word} ({value})"
            seen.add(unique)
            yield unique, str(value)


def _headings(box: Box, pairs: int) -> list[str]:
    if box.kind != Kind.FACTORS:
        return [box.label]
    return [heading for n in range(1, pairs + 1) for heading in (f"จำนวนที่ {n}", f"หน่วยที่ {n}")]
