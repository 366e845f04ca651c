"""Draws the form: Thai headings, what may be chosen, locked sums, and what stands there already."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from requests.models import BudgetLine, BudgetRequest, MoneyPart
from requests.services.writing import MAX_ROWS
from requests.workbook import plan, stamp, telling
from requests.workbook.plan import Box, Kind, Plan, Table
from requests.workbook.values import shown_answer, shown_row
from thai import cells

CHOICES = "ตัวเลือก"
_MONEY = "#,##0.00"
_FACE = "TH Sarabun New"
_PLAIN, BOLD, SMALL = Font(_FACE, 16), Font(_FACE, 16, bold=True), Font(_FACE, 14, color="555555")
HEAD = PatternFill("solid", fgColor="E4F0EE")
_OPEN = PatternFill("solid", fgColor="FFFDF2")
_TOP = Alignment(wrap_text=True, vertical="top")
_LAST_ROW = plan.FIRST_ROW + MAX_ROWS - 1
# Rows that are prepared; more may be written below them.
_ROOM = 60
_WIDTHS = {Kind.LONG: 60, Kind.LINES: 50, Kind.TEXT: 28, Kind.CHOICE: 30, Kind.BAHT: 16, Kind.DAY: 14, Kind.COUNT: 14}
_TEXT = (Kind.TEXT, Kind.LONG, Kind.LINES, Kind.DAY, Kind.COUNT)


def drawn(row: BudgetRequest) -> bytes:
    """The form of this request as it stands; `row` was read with its rows."""
    told = stamp.stamp_of(row)
    planned = plan.plan_of(row, told.pairs)
    book = Workbook()
    book.remove(book.active)
    _explain(book.create_sheet("คำอธิบาย"), row)
    lists = Choices(book)
    _draw_answers(book.create_sheet(plan.ANSWERS), planned, row, lists)
    for table in planned.tables:
        _draw_table(book.create_sheet(table.name), table, row, lists)
    lists.finish()
    put_stamp(book.create_sheet(stamp.SHEET), told.rows())
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class Choices:
    """The hidden sheet with what may be chosen, a column a list; each list once."""

    def __init__(self, book: Workbook) -> None:
        self.sheet: Worksheet = book.create_sheet(CHOICES)
        self.known: dict[tuple[str, ...], str] = {}

    def range_of(self, words: Iterable[str]) -> str:
        told = tuple(words)
        if told not in self.known:
            column = len(self.known) + 1
            for number, word in enumerate(told, 1):
                write(self.sheet.cell(number, column), word)
            letter = get_column_letter(column)
            self.known[told] = f"'{CHOICES}'!${letter}$1:${letter}${len(told)}"
        return self.known[told]

    def finish(self) -> None:
        self.sheet.sheet_state = "hidden"
        lock(self.sheet)


def _explain(sheet: Worksheet, row: BudgetRequest) -> None:
    for number, line in enumerate(telling.lines(row), 1):
        write(sheet.cell(number, 1), line, font=BOLD if number == 1 else _PLAIN)
    sheet.column_dimensions["A"].width = 100
    lock(sheet)


def _draw_answers(sheet: Worksheet, planned: Plan, row: BudgetRequest, lists: Choices) -> None:
    write(sheet.cell(1, 1), "คำตอบของคำขอ", font=BOLD)
    write(sheet.cell(2, 1), "เขียนในช่องสีอ่อนเท่านั้น เว้นว่างไว้ก่อนได้", font=SMALL)
    for number, width in ((1, 6), (plan.QUESTION, 46), (plan.ANSWER, 70), (plan.HINT, 46)):
        sheet.column_dimensions[get_column_letter(number)].width = width
    section = ""
    for answer in planned.answers:
        if answer.section.key != section:
            section = answer.section.key
            write(sheet.cell(answer.row - 1, 1), telling.heading(answer.section), font=BOLD, fill=HEAD)
        write(sheet.cell(answer.row, plan.QUESTION), answer.box.label)
        write(sheet.cell(answer.row, plan.HINT), answer.box.hint, font=SMALL)
        cell = sheet.cell(answer.row, plan.ANSWER)
        _open(cell, answer.box, shown_answer(answer.box, row))
        allow(sheet, answer.box, cell.coordinate, lists)
    sheet.freeze_panes = "A4"
    lock(sheet)


def _draw_table(sheet: Worksheet, table: Table, row: BudgetRequest, lists: Choices) -> None:
    write(sheet.cell(1, 1), telling.heading(table.section), font=BOLD)
    write(sheet.cell(2, 1), telling.note(table.model), font=SMALL)
    write(sheet.cell(plan.HEADINGS, 1), "ที่", font=BOLD, fill=HEAD)
    existing = [shown_row(table, one) for one in getattr(row, f"{table.model._meta.model_name}_set").all()]
    last = min(_LAST_ROW, plan.FIRST_ROW + len(existing) + _ROOM - 1)
    for number in range(plan.FIRST_ROW, last + 1):
        write(sheet.cell(number, 1), number - plan.FIRST_ROW + 1)
    for column, box, heading in table.columns():
        write(sheet.cell(plan.HEADINGS, column), heading, font=BOLD, fill=HEAD)
        letter = get_column_letter(column)
        # Below what is prepared one may go on writing.
        sheet.column_dimensions[letter].protection = Protection(locked=False)
        sheet.column_dimensions[letter].width = 12 if box.kind == Kind.FACTORS else _WIDTHS[box.kind]
        for number in range(plan.FIRST_ROW, last + 1):
            at = number - plan.FIRST_ROW
            value = existing[at].get(column) if at < len(existing) else None
            _open(sheet.cell(number, column), box, value)
        if box.kind != Kind.FACTORS:
            allow(sheet, box, f"{letter}{plan.FIRST_ROW}:{letter}{_LAST_ROW}", lists)
    sheet.freeze_panes = f"C{plan.FIRST_ROW}"
    _reckon(sheet, table, last)
    lock(sheet)


def _reckon(sheet: Worksheet, table: Table, last: int) -> None:
    """The sums, locked: what each line comes to, and all of them."""
    if table.model not in (BudgetLine, MoneyPart):
        return
    by_name = {box.name: get_column_letter(n) for n, box, _heading in reversed(list(table.columns()))}
    of_all = by_name["amount"]
    if table.model is BudgetLine:
        of_all = get_column_letter(table.width + 1)
        write(sheet[f"{of_all}{plan.HEADINGS}"], "เป็นเงิน (คำนวณให้)", font=BOLD, fill=HEAD)
        sheet.column_dimensions[of_all].width = 18
        quantities = [get_column_letter(n) for n, box, heading in table.columns() if heading.startswith("จำนวนที่")]
        for number in range(plan.FIRST_ROW, last + 1):
            told = ",".join(f"{letter}{number}" for letter in quantities)
            rate, lump = f"{by_name['rate']}{number}", f"{by_name['amount']}{number}"
            product = f"IF(COUNT({told})=0,1,PRODUCT({told}))*{rate}"
            _sum(sheet[f"{of_all}{number}"], f'=IF({rate}="",IF({lump}="","",{lump}),{product})')
    write(sheet["A3"], "รวม", font=BOLD)
    _sum(sheet["B3"], f"=SUM({of_all}{plan.FIRST_ROW}:{of_all}{_LAST_ROW})")
    if table.model is MoneyPart:
        write(sheet["C3"], "งบประมาณทั้งหมด", font=BOLD)
        _sum(sheet["D3"], f"='{plan.NAMES[BudgetLine]}'!B3")


def _sum(cell: Cell, formula: str) -> None:
    cell.value, cell.font, cell.number_format = formula, BOLD, _MONEY


def write(cell: Cell, value: Any, *, font: Font = _PLAIN, fill: PatternFill | None = None) -> None:
    """Text is text, whatever it looks like."""
    if isinstance(value, str):
        cell.value = cells.writable(value)
        cell.data_type = "s"
    else:
        cell.value = value
    cell.font, cell.alignment = font, _TOP
    if fill:
        cell.fill = fill


def _open(cell: Cell, box: Box, value: Any) -> None:
    """A cell that may be written in, in the way of its question: text stays text, so that no day and no telephone is turned."""
    if value is not None and value != "":
        write(cell, value)
        if isinstance(value, str) and cells.STARTS_A_FORMULA.match(value):
            cell.quotePrefix = True
    cell.font, cell.alignment, cell.fill = _PLAIN, _TOP, _OPEN
    cell.protection = Protection(locked=False)
    cell.number_format = format_of(box)
    if isinstance(value, Decimal) and box.kind != Kind.BAHT:
        cell.number_format = "General"


def format_of(box: Box) -> str:
    return _MONEY if box.kind == Kind.BAHT else "@" if box.kind in _TEXT else "General"


def allow(sheet: Worksheet, box: Box, where: str, lists: Choices) -> None:
    """What the program that fills it in may refuse by itself; what is sent is judged again."""
    if box.choices:
        rule = DataValidation("list", formula1=lists.range_of(word for word, _value in box.choices), allow_blank=True)
    elif box.kind == Kind.BAHT:
        rule = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    elif box.kind in (Kind.TEXT, Kind.LONG) and box.most:
        rule = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(box.most), allow_blank=True)
    else:
        return
    rule.errorTitle, rule.error = "ยังไม่ถูกต้อง", telling.refusal(box)
    if box.hint:
        rule.promptTitle, rule.prompt, rule.showInputMessage = "ตัวอย่าง", box.hint[:250], True
    rule.showErrorMessage = True
    rule.add(where)
    sheet.add_data_validation(rule)


def put_stamp(sheet: Worksheet, rows: list[tuple[str, int]]) -> None:
    for told in rows:
        sheet.append(told)
    sheet.sheet_state = "veryHidden"
    lock(sheet)


def lock(sheet: Worksheet) -> None:
    """Against slips, not against people: there is no password. Columns and rows may be made wider and higher."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
