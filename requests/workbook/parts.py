"""Reads the cells of one request, wherever they stand in a workbook: what they say, and every fault by its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.workbooks import Place, Sheet, address
from requests import sections, wording
from requests.forms import answers_form
from requests.forms.sources import FORMS
from requests.forms.writing import SectionForm
from requests.models import Activity, BudgetLine, BudgetRequest, MoneyPart, Objective
from requests.models.content import Row
from requests.services.filling import Part
from requests.services.writing import built
from requests.workbook import plan
from requests.workbook.plan import Box, Kind, Plan, Table
from requests.workbook.values import typed
from thai import money

Columns = list[tuple[int, Box]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: `cell` is "" for a whole sheet."""

    sheet: str
    cell: str
    text: str


@dataclass(slots=True)
class Read:
    """What a form says, by section; `faults` is empty when all of it can be kept."""

    version: int
    parts: dict[str, Part] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class Reader:
    """Of one request. `row` says whose province it is, and is not changed."""

    # Whether the database is asked if its checks hold: of a thousand requests that would be a hundred thousand questions.
    asks_database = True

    def __init__(self, row: BudgetRequest, planned: Plan, found: Read) -> None:
        self.row, self.plan, self.found = row, planned, found
        self._spoiled: set[tuple[str, str]] = set()
        # Rows that others point at: position by the number that they go by.
        self.numbers: dict[type[Row], dict[str, int]] = {Objective: {}, Activity: {}}
        self.names: dict[type[Row], list[SimpleNamespace]] = {Objective: [], Activity: []}

    def fault(self, sheet: str, place: Place | None, text: str) -> None:
        where = address(place) if place else ""
        self._spoiled.add((sheet, where))
        self.found.faults.append(Fault(sheet, where, text))

    def answers(self, sheet: Sheet, places: Mapping[str, Place]) -> None:
        """The single answers, each where `places` says; section by section as their pages judge them."""
        said: dict[str, dict[str, str]] = {}
        for answer in self.plan.answers:
            word = self._typed(sheet, places[answer.box.name], answer.box)
            said.setdefault(answer.section.key, {})[answer.box.name] = word
        for key, data in said.items():
            form = _form(key)({**data, "version": 0}, instance=self.row)
            self._faults_of(form, sheet.name, places)
            if form.is_valid():
                self.found.parts[key] = Part(form.answers())

    def table(self, table: Table, sheet: Sheet, rows: Iterable[int], columns: Columns) -> None:
        """The rows of a kind, in their order."""
        values = [found for row in rows if (found := self._row(table, sheet, row, columns)) is not None]
        self.found.parts.setdefault(table.section.key, Part({})).rows = values

    def number_of(self, table: Table, row: int) -> str:
        """By what a row goes that others point at: the number that stands before it."""
        return str(row - plan.FIRST_ROW + 1)

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

    def _row(self, table: Table, sheet: Sheet, row: int, columns: Columns) -> dict[str, Any] | None:
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
            built(self.row, table.model, 1, values, asks=self.asks_database)
            if table.model is MoneyPart and values["amount"] <= 0:
                raise ValidationError(_("The amount of each source must be more than zero."))
        except ValidationError as error:
            names = list(getattr(error, "error_dict", ()))
            place = next((places[name] for name in names if name in places), places.get("amount", min(places.values())))
            if not self._has_fault(sheet.name, place):
                self.fault(sheet.name, place, " ".join(error.messages))

    def _remember(self, table: Table, row: int, data: Mapping[str, str]) -> None:
        """That a row is there which others may point at."""
        if table.model in self.numbers:
            position = len(self.names[table.model]) + 1
            self.numbers[table.model][self.number_of(table, row)] = position
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
        return (sheet, address(place)) in self._spoiled


@cache
def _form(key: str) -> type[SectionForm]:
    """Made once: a thousand requests ask for the same ten."""
    return answers_form(sections.BY_KEY[key].fields)
