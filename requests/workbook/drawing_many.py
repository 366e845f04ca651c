"""Draws the empty workbook for many requests of one call."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from programmes.models import Call
from requests.workbook import drawing, many, plan, stamp, telling
from requests.workbook.drawing import BOLD, HEAD, SMALL, Choices, allow, put_stamp, write
from requests.workbook.many import ASKER, NUMBER, SHEET
from requests.workbook.plan import Box, Kind, Plan, Table

_LAST = plan.FIRST_ROW + many.MOST - 1
# Of rows there are more than of requests.
_LAST_ROW = plan.FIRST_ROW + 20 * many.MOST - 1


def drawn(call: Call, askers: Iterable[str]) -> bytes:
    planned, book = plan.plan_of(many.template(call)), Workbook()
    book.remove(book.active)
    lists = Choices(book)
    _draw_requests(book.create_sheet(SHEET, 0), planned, call, tuple(askers), lists)
    for table in planned.tables:
        _draw_table(book.create_sheet(table.name), table, lists)
    lists.finish()
    put_stamp(book.create_sheet(stamp.SHEET), many.stamp_of(call).rows())
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _draw_requests(sheet: Worksheet, planned: Plan, call: Call, askers: tuple[str, ...], lists: Choices) -> None:
    write(sheet.cell(1, 1), telling.many_heading(call.title, call.fiscal_year), font=BOLD)
    write(sheet.cell(2, 1), telling.MANY_NOTE, font=SMALL)
    _head(sheet, 1, NUMBER, 12)
    _head(sheet, 2, ASKER, 40)
    asker = Box("asker", ASKER, "", Kind.CHOICE, choices=tuple((name, name) for name in askers))
    if askers:
        allow(sheet, asker, f"B{plan.FIRST_ROW}:B{_LAST}", lists)
    for answer, column in zip(planned.answers, many.columns_of(planned).values(), strict=True):
        _head(sheet, column, answer.box.label, 24)
        _column(sheet, answer.box, column, _LAST, lists)
    sheet.freeze_panes = f"C{plan.FIRST_ROW}"


def _draw_table(sheet: Worksheet, table: Table, lists: Choices) -> None:
    write(sheet.cell(1, 1), telling.heading(table.section), font=BOLD)
    write(sheet.cell(2, 1), f"{telling.MANY_ROWS} {telling.note(table.model)}", font=SMALL)
    _head(sheet, 1, NUMBER, 12)
    for column, box, heading in table.columns():
        _head(sheet, column, heading, 14 if box.kind == Kind.FACTORS else 28)
        if box.kind != Kind.FACTORS:
            _column(sheet, box, column, _LAST_ROW, lists)
    sheet.freeze_panes = f"B{plan.FIRST_ROW}"


def _column(sheet: Worksheet, box: Box, column: int, last: int, lists: Choices) -> None:
    letter = get_column_letter(column)
    allow(sheet, box, f"{letter}{plan.FIRST_ROW}:{letter}{last}", lists)
    sheet.column_dimensions[letter].number_format = drawing.format_of(box)


def _head(sheet: Worksheet, column: int, words: str, width: int) -> None:
    write(sheet.cell(plan.HEADINGS, column), words, font=BOLD, fill=HEAD)
    sheet.column_dimensions[get_column_letter(column)].width = width
