"""Reads a form that came back: every fault at once, each by its sheet and cell; or all that stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.workbooks import Book, Cell, Place, Sheet, address
from requests import wording
from requests.forms import answers_form
from requests.forms.sources import FORMS
from requests.models import Activity, BudgetLine, BudgetRequest, Objective
from requests.models.content import Row
from requests.services.filling import Part
from requests.services.writing import MAX_ROWS, built
from requests.workbook import drawing, plan, stamp
from requests.workbook.plan import Box, Kind, Plan, Table
from requests.workbook.values import typed
from thai import money

# So many are shown; whoever has more begins with these.
MOST_FAULTS = 200
_NOBODYS = Cell("s", "")
_EXPLAINED = "คำอธิบาย"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: `cell` is "" for a whole sheet, `sheet` for the whole file."""

    sheet: str
    cell: str
    text: str


@dataclass(slots=True)
class Read:
    """What a form says, by section; `faults` is empty when all of it can be kept."""

    version: int
    parts: dict[str, Part] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read(book: Book, row: BudgetRequest) -> Read:
    """ValidationError when it is no form of this request. `row` was read with its rows."""
    told = stamp.read(book, row)
    planned = plan.plan_of(row, told.pairs)
    reader = _Reader(book, row, planned, Read(told.version))
    reader.all()
    reader.found.faults = reader.found.faults[:MOST_FAULTS]
    return reader.found


class _Reader:
    def __init__(self, book: Book, row: BudgetRequest, planned: Plan, found: Read) -> None:
        self.book, self.row, self.plan, self.found = book, row, planned, found
        # Rows that others point at: position by the number that stands before the row.
        self.numbers: dict[type[Row], dict[str, int]] = {Objective: {}, Activity: {}}
        self.names: dict[type[Row], list[SimpleNamespace]] = {Objective: [], Activity: []}

    def fault(self, sheet: str, place: Place | None, text: str) -> None:
        self.found.faults.append(Fault(sheet, address(place) if place else "", text))

    def all(self) -> None:
        self._sheets()
        answers = self.book.sheets.get(plan.ANSWERS)
        if answers and self._is_as_drawn(answers, self._headings_of_answers()):
            self._answers(answers)
        first = sorted(self.plan.tables, key=lambda table: table.model not in self.numbers)
        for table in first:
            sheet = self.book.sheets.get(table.name)
            if sheet and self._is_as_drawn(sheet, {(plan.HEADINGS, n): words for n, _box, words in table.columns()}):
                self._table(table, sheet)

    def _sheets(self) -> None:
        for name in self.plan.titles():
            if name not in self.book.sheets:
                self.fault(name, None, _("This sheet is missing. Its name must stay as it was."))
        known = {*self.plan.titles(), stamp.SHEET, drawing.CHOICES, _EXPLAINED}
        for name, sheet in self.book.sheets.items():
            if name not in known and sheet.cells:
                self.fault(
                    name, min(sheet.cells), _("This sheet is none of the form's. Move what it says, or delete it.")
                )

    def _headings_of_answers(self) -> dict[Place, str]:
        return {(answer.row, plan.QUESTION): answer.box.label for answer in self.plan.answers}

    def _is_as_drawn(self, sheet: Sheet, headings: Mapping[Place, str]) -> bool:
        """Whether every heading stands where it stood: a column or row that was put in moves all answers behind it."""
        for place, words in headings.items():
            there = sheet.cells.get(place, _NOBODYS)
            if str(there.value).split() != words.split():
                text = _("“%(words)s” must stand here. Undo the row or column that was put in or taken out.")
                self.fault(sheet.name, place, text % {"words": words[:60]})
                return False
        return True

    def _typed(self, sheet: Sheet, place: Place, box: Box) -> str:
        if merged := sheet.merged_over(place):
            self.fault(sheet.name, place, _("The cells %(range)s are merged. Unmerge them.") % {"range": merged})
            return ""
        cell = sheet.cells.get(place)
        if cell is None:
            return ""
        try:
            return typed(box, cell)
        except ValidationError as error:
            self.fault(sheet.name, place, " ".join(error.messages))
            return ""

    def _answers(self, sheet: Sheet) -> None:
        places: dict[str, Place] = {}
        said: dict[str, dict[str, str]] = {}
        for answer in self.plan.answers:
            places[answer.box.name] = place = (answer.row, plan.ANSWER)
            said.setdefault(answer.section.key, {})[answer.box.name] = self._typed(sheet, place, answer.box)
        for answer in {one.section.key: one for one in self.plan.answers}.values():
            form = answers_form(answer.section.fields)({**said[answer.section.key], "version": 0}, instance=self.row)
            self._faults_of(form, sheet.name, places)
            if form.is_valid():
                self.found.parts[answer.section.key] = Part(form.answers())
        self._astray(sheet, set(places.values()), plan.HINT)

    def _table(self, table: Table, sheet: Sheet) -> None:
        columns = [(number, box) for number, box, _words in table.columns()]
        drawn = {number for number, _box in columns}
        rows = sorted({row for row, column in sheet.cells if column in drawn and row >= plan.FIRST_ROW})
        if len(rows) > MAX_ROWS:
            self.fault(sheet.name, (rows[MAX_ROWS], 2), _("At most %(most)s rows.") % {"most": MAX_ROWS})
            return
        values = [found for row in rows if (found := self._row(table, sheet, row, columns, len(rows))) is not None]
        part = self.found.parts.setdefault(table.section.key, Part({}))
        part.rows = values
        inside = {(row, column) for row in rows for column in drawn}
        self._astray(sheet, inside, table.width + 1)

    def _row(
        self, table: Table, sheet: Sheet, row: int, columns: list[tuple[int, Box]], count: int
    ) -> dict[str, Any] | None:
        before = len(self.found.faults)
        told = [(number, box, self._typed(sheet, (row, number), box)) for number, box in columns]
        data = {box.name: text for _number, box, text in told if box.kind != Kind.FACTORS}
        data |= self._factors(sheet, row, told)
        self._point(table, sheet, row, told, data)
        self._remember(table, row, data)
        is_spoiled = len(self.found.faults) > before
        form = FORMS[table.model](data, budget_request=self._stand_in())
        places = {box.name: (row, number) for number, box in reversed(columns)}
        # Of a row with a cell that could not be read, what is empty is not asked for: it may be the same fault.
        asked = {name: at for name, at in places.items() if data.get(name)} if is_spoiled else places
        self._faults_of(form, sheet.name, asked)
        if is_spoiled or not form.is_valid():
            return None
        values = form.values()
        if table.model is BudgetLine:
            self._agrees(sheet, values, data, places["amount"])
        self._can_be_kept(table, sheet, values, places)
        return values

    def _factors(self, sheet: Sheet, row: int, told: list[tuple[int, Box, str]]) -> dict[str, str]:
        """Quantities with their units in one, as a page takes them."""
        cells = [(number, text) for number, box, text in told if box.kind == Kind.FACTORS]
        found = []
        for (at, quantity), (_at, unit) in zip(cells[::2], cells[1::2], strict=True):
            if unit and not quantity and not self._has_fault(sheet.name, (row, at)):
                self.fault(sheet.name, (row, at), _("Write how many, or take the unit out."))
            if quantity:
                found.append(f"{quantity} {unit}")
        return {"factors": " × ".join(found)} if cells else {}

    def _point(
        self, table: Table, sheet: Sheet, row: int, told: list[tuple[int, Box, str]], data: dict[str, str]
    ) -> None:
        """The number of a row becomes its position: rows between may be empty."""
        for number, box, text in told:
            if box.refers and text:
                position = self.numbers[box.refers].get(text)
                if position is None:
                    words = _("There is no row %(n)s on the sheet “%(sheet)s”.")
                    self.fault(sheet.name, (row, number), words % {"n": text, "sheet": plan.NAMES[box.refers]})
                data[box.name] = str(position or "")

    def _can_be_kept(self, table: Table, sheet: Sheet, values: dict[str, Any], places: Mapping[str, Place]) -> None:
        """What the pages' forms let through and the service refuses."""
        try:
            built(self.row, table.model, 1, values)
        except ValidationError as error:
            names = list(getattr(error, "error_dict", ()))
            place = next((places[name] for name in names if name in places), places.get("amount", min(places.values())))
            if not self._has_fault(sheet.name, place):
                self.fault(sheet.name, place, " ".join(error.messages))

    def _remember(self, table: Table, row: int, data: Mapping[str, str]) -> None:
        """That a row is there which others may point at."""
        if table.model in self.numbers:
            position = len(self.names[table.model]) + 1
            self.numbers[table.model][str(row - plan.FIRST_ROW + 1)] = position
            name = data.get("text") or data.get("name") or ""
            self.names[table.model].append(SimpleNamespace(position=position, text=name, name=name))

    def _stand_in(self) -> Any:
        """What the forms of rows ask of the request: the rows of the file, not of the draft."""
        objectives, activities = self.names[Objective], self.names[Activity]
        return SimpleNamespace(
            objective_set=SimpleNamespace(all=lambda: objectives),
            activity_set=SimpleNamespace(all=lambda: activities),
            possible_funders=self.row.possible_funders,
        )

    def _agrees(self, sheet: Sheet, values: dict[str, Any], data: Mapping[str, str], place: Place) -> None:
        """A line has its price and its sum reckoned, or a sum alone: two that disagree are asked."""
        if values["rate"] is None or not data.get("amount"):
            return
        try:
            stated, reckoned = money.parse(data["amount"]), wording.amount_of(values["factors"], values["rate"])
        except ValidationError as error:
            self.fault(sheet.name, place, " ".join(error.messages))
            return
        if stated != reckoned:
            words = _("This is not the quantities times the price. Leave it empty: it is reckoned.")
            self.fault(sheet.name, place, words)

    def _faults_of(self, form: forms.BaseForm, sheet: str, places: Mapping[str, Place]) -> None:
        for name, errors in form.errors.items():
            place = places.get(name)
            if place and not self._has_fault(sheet, place):
                self.fault(sheet, place, " ".join(str(error) for error in errors))

    def _has_fault(self, sheet: str, place: Place) -> bool:
        where = address(place)
        return any(one.sheet == sheet and one.cell == where for one in self.found.faults)

    def _astray(self, sheet: Sheet, answers: set[Place], last: int) -> None:
        """What somebody wrote beside the form would be lost without a word."""
        for place in self._beside(sheet, last):
            self.fault(
                sheet.name, place, _("This stands outside the form. Move it into a cell of the form, or delete it.")
            )

    def _beside(self, sheet: Sheet, last: int) -> Iterator[Place]:
        lowest = self.plan.answers[-1].row if sheet.name == plan.ANSWERS else plan.FIRST_ROW + 10 * MAX_ROWS
        for row, column in sorted(sheet.cells):
            if column > last or (row > lowest and column > 1):
                yield row, column
