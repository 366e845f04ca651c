"""Many requests of a province in one workbook: a row each on the first sheet, their rows behind their numbers on the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.workbooks import Book, Cell, Place, Sheet
from people.models import Organisation
from programmes.models import Call
from requests.models import BudgetRequest
from requests.services.writing import MAX_ROWS
from requests.workbook import plan, stamp
from requests.workbook.parts import Fault, Read, Reader
from requests.workbook.plan import Plan, Table
from requests.workbook.reading import as_drawn, headings_of, require_sheets

SHEET = "คำขอ"
NUMBER, ASKER = "เลขคำขอ", "ผู้ขอ"
FIRST_ANSWER = 3
MOST, MOST_FAULTS = 1_000, 1_000
Step = Callable[[int, int], None]


@dataclass(slots=True)
class One:
    """One request of the workbook: by the number that it goes by there, for whom, and what it says."""

    number: int
    organisation_id: int
    read: Read


@dataclass(slots=True)
class Many:
    requests: list[One] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def template(call: Call) -> BudgetRequest:
    """Of no council yet: what can be chosen is the province's."""
    return BudgetRequest(call=call, province_id=call.province_id)


def columns_of(planned: Plan) -> dict[str, int]:
    """Each answer's column on the first sheet."""
    return {answer.box.name: n for n, answer in enumerate(planned.answers, FIRST_ANSWER)}


def stamp_of(call: Call) -> stamp.Stamp:
    """As of a request that there is none of."""
    return stamp.Stamp(plan.FORM, 0, call.pk, call.fiscal_year, plan.FEWEST_PAIRS)


def read(book: Book, call: Call, askers: Iterable[Organisation], step: Step = lambda done, total: None) -> Many:
    """Every request or every fault. ValidationError when it is no form of many requests in this call."""
    row = template(call)
    told = stamp.read_of(book, 0, call.fiscal_year)
    if told.version != call.pk:
        raise ValidationError(_("This form is of another call."), code="another_call")
    planned, found = plan.plan_of(row, told.pairs), Many()
    form = _Form(book, row, planned, found)
    form.all({" ".join(one.name_th.split()): one.pk for one in askers}, step)
    found.faults = found.faults[:MOST_FAULTS]
    return found


class _Form:
    def __init__(self, book: Book, row: BudgetRequest, planned: Plan, found: Many) -> None:
        self.book, self.row, self.plan, self.found = book, row, planned, found
        self.whole = Reader(row, planned, Read(0, faults=found.faults))

    def all(self, askers: dict[str, int], step: Step) -> None:
        require_sheets(self.book, self.whole, [SHEET, *(table.name for table in self.plan.tables)])
        first = self.book.sheets.get(SHEET)
        tables = self._tables()
        if first is None or not as_drawn(self.whole, first, self._headings()) or self.found.faults:
            return
        lines = sorted({row for row, _column in first.cells if row >= plan.FIRST_ROW})
        if not 0 < len(lines) <= MOST:
            self.whole.fault(SHEET, None, _("A workbook has 1 to %(most)s requests.") % {"most": MOST})
            return
        numbers = self._numbers(first, lines)
        self._belong(tables, set(numbers.values()))
        for done, line in enumerate(lines, 1):
            self._request(first, line, numbers.get(line, 0), askers, tables)
            if done % 20 == 0:
                step(done, 2 * len(lines))

    def _headings(self) -> dict[Place, str]:
        answers = columns_of(self.plan)
        words = {answer.box.name: answer.box.label for answer in self.plan.answers}
        told = {(plan.HEADINGS, column): words[name] for name, column in answers.items()}
        return {(plan.HEADINGS, 1): NUMBER, (plan.HEADINGS, 2): ASKER, **told}

    def _tables(self) -> list[tuple[Table, Sheet, dict[int, list[int]]]]:
        """Of each kind: its rows by the number of their request. Those that others point at come first."""
        found = []
        for table in sorted(self.plan.tables, key=lambda table: table.model not in self.whole.numbers):
            sheet = self.book.sheets.get(table.name)
            if sheet and as_drawn(self.whole, sheet, {(plan.HEADINGS, 1): NUMBER, **headings_of(table)}):
                found.append((table, sheet, self._by_number(table, sheet)))
        return found

    def _by_number(self, table: Table, sheet: Sheet) -> dict[int, list[int]]:
        rows: dict[int, list[int]] = defaultdict(list)
        for row in sorted({row for row, column in sheet.cells if row >= plan.FIRST_ROW and column <= table.width}):
            number = _whole(sheet.cells.get((row, 1)))
            if number is None:
                self.whole.fault(sheet.name, (row, 1), _("Write the number of the request that this row is of."))
            else:
                rows[number].append(row)
        return rows

    def _numbers(self, sheet: Sheet, lines: list[int]) -> dict[int, int]:
        """Each request's number, by its row; none twice."""
        found: dict[int, int] = {}
        for line in lines:
            number = _whole(sheet.cells.get((line, 1)))
            if number is None or number in found.values():
                self.whole.fault(SHEET, (line, 1), _("Give each request a number of its own."))
            else:
                found[line] = number
        return found

    def _belong(self, tables: list[tuple[Table, Sheet, dict[int, list[int]]]], numbers: set[int]) -> None:
        for _table, sheet, rows in tables:
            for number, held in rows.items():
                if number not in numbers:
                    text = _("There is no request %(n)s on the first sheet.") % {"n": number}
                    self.whole.fault(sheet.name, (held[0], 1), text)
                elif len(held) > MAX_ROWS:
                    text = _("At most %(most)s rows.") % {"most": MAX_ROWS}
                    self.whole.fault(sheet.name, (held[MAX_ROWS], 1), text)

    def _request(
        self,
        first: Sheet,
        line: int,
        number: int,
        askers: dict[str, int],
        tables: list[tuple[Table, Sheet, dict[int, list[int]]]],
    ) -> None:
        reader = _One(self.row, self.plan, Read(0))
        name = first.cells.get((line, 2))
        asker = askers.get(" ".join(str(name.value).split())) if name else None
        if asker is None:
            reader.fault(SHEET, (line, 2), _("Choose who asks: no active council here is called so."))
        reader.answers(first, {name: (line, column) for name, column in columns_of(self.plan).items()})
        if not (reader.found.parts.get("title") and reader.found.parts["title"].fields.get("title")):
            reader.name_missing(first, (line, columns_of(self.plan)["title"]))
        for table, sheet, rows in tables:
            columns = [(column, box) for column, box, _words in table.columns()]
            reader.table(table, sheet, rows.get(number, []), columns)
        self.found.faults += reader.found.faults
        if asker and not reader.found.faults:
            self.found.requests.append(One(number, asker, reader.found))


class _One(Reader):
    """Rows of one request among others go by their place among its own."""

    asks_database = False

    def number_of(self, table: Table, row: int) -> str:
        return str(len(self.names[table.model]) + 1)

    def name_missing(self, sheet: Sheet, place: Place) -> None:
        if not self._has_fault(sheet.name, place):
            self.fault(sheet.name, place, _("Say what will be done, in one line."))


def _whole(cell: Cell | None) -> int | None:
    if cell is None or cell.kind not in ("n", "s"):
        return None
    text = str(cell.value).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
