"""What a form says of itself on its hidden sheet: which form it is, of which request, as the draft stood when it was taken away."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.workbooks import Book
from requests.models import BudgetRequest
from requests.wording import MAX_FACTORS
from requests.workbook import plan

SHEET = "ระบบ"


@dataclass(frozen=True, slots=True)
class Stamp:
    form: int
    request: int
    version: int
    fiscal_year: int
    pairs: int

    def rows(self) -> list[tuple[str, int]]:
        return [(one.name, getattr(self, one.name)) for one in fields(self)]


def stamp_of(row: BudgetRequest) -> Stamp:
    return Stamp(plan.FORM, row.pk, row.version, row.call.fiscal_year, plan.pairs_of(row))


def read(book: Book, row: BudgetRequest) -> Stamp:
    """The stamp of a form of this request. ValidationError says whose form it is instead."""
    return read_of(book, row.pk, row.call.fiscal_year)


def read_of(book: Book, request: int, fiscal_year: int) -> Stamp:
    """Request 0 is a form of many."""
    told = _told(book)
    if told.form != plan.FORM:
        raise ValidationError(
            _("This form is of an older kind (%(form)s). Take a new one away and copy your answers into it.")
            % {"form": told.form},
            code="older_form",
        )
    if told.request != request and told.fiscal_year != fiscal_year:
        raise ValidationError(
            _(
                "This is a form of fiscal year %(year)s. Take the form of this request away and copy your answers into it."
            )
            % {"year": told.fiscal_year},
            code="another_year",
        )
    if told.request != request:
        raise ValidationError(
            _("This is the form of another request. Take the form of this request away and copy your answers into it."),
            code="another_request",
        )
    return told


def _told(book: Book) -> Stamp:
    sheet = book.sheets.get(SHEET)
    cells = sheet.cells if sheet else {}
    found: dict[str, Any] = {
        str(cell.value): cells[(number, 2)].value
        for (number, column), cell in cells.items()
        if column == 1 and (number, 2) in cells
    }
    try:
        told = Stamp(**{one.name: int(found[one.name]) for one in fields(Stamp)})
    except (KeyError, ValueError, TypeError, OverflowError):
        told = None
    if told is None or not plan.FEWEST_PAIRS <= told.pairs <= MAX_FACTORS:
        raise ValidationError(
            _(
                "This is not the form of this request: its hidden sheet is missing. Take the form away here, and copy your"
                " answers into it."
            ),
            code="no_form",
        )
    return told
