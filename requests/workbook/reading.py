"""Reads a form that came back: every fault at once, each by its sheet and cell; or all that stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from documents.workbooks import Book, Cell, Place, Sheet
from requests.models import BudgetRequest
from requests.services.writing import MAX_ROWS
from requests.workbook import drawing, plan, stamp
from requests.workbook.parts import Fault, Read, Reader
from requests.workbook.plan import Plan, Table

__all__ = ["Fault", "Read", "as_drawn", "read"]

# So many are shown; whoever has more begins with these.
MOST_FAULTS = 200
_NOBODYS = Cell("s", "")
EXPLAINED = "คำอธิบาย"


def read(book: Book, row: BudgetRequest) -> Read:
    """ValidationError when it is no form of this request. `row` was read with its rows."""
    told = stamp.read(book, row)
    planned = plan.plan_of(row, told.pairs)
    form = _Form(book, Reader(row, planned, Read(told.version)), planned)
    form.all()
    found = form.reader.found
    found.faults = found.faults[:MOST_FAULTS]
    return found


class _Form:
    """A workbook of one request: its answers on one sheet, one below the other, its rows on a sheet a kind."""

    def __init__(self, book: Book, reader: Reader, planned: Plan) -> None:
        self.book, self.reader, self.plan = book, reader, planned

    def all(self) -> None:
        require_sheets(self.book, self.reader, self.plan.titles())
        answers = self.book.sheets.get(plan.ANSWERS)
        if answers and as_drawn(self.reader, answers, self._headings_of_answers()):
            places = {answer.box.name: (answer.row, plan.ANSWER) for answer in self.plan.answers}
            self.reader.answers(answers, places)
            self._astray(answers, plan.HINT)
        for table in sorted(self.plan.tables, key=lambda table: table.model not in self.reader.numbers):
            sheet = self.book.sheets.get(table.name)
            if sheet and as_drawn(self.reader, sheet, headings_of(table)):
                self._table(table, sheet)

    def _headings_of_answers(self) -> dict[Place, str]:
        return {(answer.row, plan.QUESTION): answer.box.label for answer in self.plan.answers}

    def _table(self, table: Table, sheet: Sheet) -> None:
        columns = [(number, box) for number, box, _words in table.columns()]
        drawn = {number for number, _box in columns}
        rows = sorted({row for row, column in sheet.cells if column in drawn and row >= plan.FIRST_ROW})
        if len(rows) > MAX_ROWS:
            self.reader.fault(sheet.name, (rows[MAX_ROWS], 2), _("At most %(most)s rows.") % {"most": MAX_ROWS})
            return
        self.reader.table(table, sheet, rows, columns)
        self._astray(sheet, table.width + 1)

    def _astray(self, sheet: Sheet, last: int) -> None:
        """What somebody wrote beside the form would be lost without a word."""
        for place in self._beside(sheet, last):
            text = _("This stands outside the form. Move it into a cell of the form, or delete it.")
            self.reader.fault(sheet.name, place, text)

    def _beside(self, sheet: Sheet, last: int) -> Iterator[Place]:
        lowest = self.plan.answers[-1].row if sheet.name == plan.ANSWERS else plan.FIRST_ROW + 10 * MAX_ROWS
        for row, column in sorted(sheet.cells):
            if column > last or (row > lowest and column > 1):
                yield row, column


def require_sheets(book: Book, reader: Reader, titles: list[str]) -> None:
    for name in titles:
        if name not in book.sheets:
            reader.fault(name, None, _("This sheet is missing. Its name must stay as it was."))
    known = {*titles, stamp.SHEET, drawing.CHOICES, EXPLAINED}
    for name, sheet in book.sheets.items():
        if name not in known and sheet.cells:
            text = _("This sheet is none of the form's. Move what it says, or delete it.")
            reader.fault(name, min(sheet.cells), text)


def headings_of(table: Table) -> dict[Place, str]:
    return {(plan.HEADINGS, number): words for number, _box, words in table.columns()}


def as_drawn(reader: Reader, sheet: Sheet, headings: Mapping[Place, str]) -> bool:
    """Whether every heading stands where it stood: a column or row that was put in moves all answers behind it."""
    for place, words in headings.items():
        there = sheet.cells.get(place, _NOBODYS)
        if str(there.value).split() != words.split():
            text = _("“%(words)s” must stand here. Undo the row or column that was put in or taken out.")
            reader.fault(sheet.name, place, text % {"words": words[:60]})
            return False
    return True
