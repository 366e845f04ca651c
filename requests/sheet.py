"""A list of requests as a file: what the page shows, a row each, for whoever sees the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation

from publishing import sheets
from publishing.sheets import Value
from requests.models import BudgetRequest
from requests.public_edition import words
from requests.workflow import State

# English names for programs, Thai headings for people.
COLUMNS = {
    "receipt_number": "เลขรับ",
    "title": "ชื่อโครงการ",
    "asked_by": "ผู้ขอ",
    "tambon_code": "รหัสตำบล",
    "tambon": "ตำบล",
    "amphoe": "อำเภอ",
    "province": "จังหวัด",
    "fiscal_year": "ปีงบประมาณ (พ.ศ.)",
    "received_on": "วันที่รับ",
    "amount_asked_thb": "ขอ (บาท)",
    "amount_endorsed_thb": "เห็นชอบ (บาท)",
    "state": "สถานะ (รหัส)",
    "state_th": "สถานะ",
    "now_with": "อยู่ที่",
    "due_on": "ครบกำหนด",
    "url": "หน้าของคำขอ",
}
HEADINGS = (list(COLUMNS), list(COLUMNS.values()))
EXCEL = "xlsx"
_PARTS = 500  # rows that are read at a time: memory is flat, and no transaction waits for who reads slowly
_READ = (
    "receipt_number",
    "title",
    "open_title",
    "received_on",
    "amount",
    "endorsed_amount",
    "state",
    "due_on",
    "call__fiscal_year",
    "owner__name_th",
    "organisation__name_th",
    "organisation__subdistrict__name_th",
    "organisation__district__name_th",
    "province__name_th",
)


def rows(pks: Iterable[int], *, is_open: bool) -> Iterator[list[Value]]:
    """In the order of the keys. `is_open`: in the words of the open edition, with the page for everybody."""
    keys = list(pks)
    for at in range(0, len(keys), _PARTS):
        part = keys[at : at + _PARTS]
        found = BudgetRequest.objects.filter(pk__in=part).select_related(
            "call", "owner", "province", "organisation__subdistrict", "organisation__district"
        )
        read = {row.pk: row for row in found.only(*_READ)}
        yield from (_row(read[pk], is_open) for pk in part if pk in read)


def _row(row: BudgetRequest, is_open: bool) -> list[Value]:
    place = row.organisation
    own = words if is_open else str
    return [
        row.receipt_number,
        row.open_title if is_open or row.is_being_rewritten else row.title,
        own(place.name_th),
        place.subdistrict_id or "",
        place.subdistrict.name_th if place.subdistrict else "",
        place.district.name_th if place.district else "",
        row.province.name_th,
        row.call.fiscal_year,
        row.received_on,
        _baht(row.amount),
        _baht(row.endorsed_amount),
        row.state,
        _words()[row.state],
        own(row.owner.name_th) if row.owner else "",
        row.due_on if row.owner_id else None,
        f"{settings.SITE_URL}{'/public' if is_open else ''}{row.get_absolute_url()}",
    ]


@cache
def _words() -> dict[str, str]:
    """The states as papers call them, whatever language is read."""
    with translation.override("th"):
        return {value: str(label) for value, label in State.choices}


def _baht(satang: int | None) -> Decimal | None:
    return None if satang is None else Decimal(satang).scaleb(-2)


def answer(request: HttpRequest, keys: Iterable[int], form: str, *, is_open: bool) -> HttpResponseBase:
    """The file: CSV while it is read, Excel as long as the list is short; a longer one is CSV."""
    asked = list(keys)
    told = rows(asked, is_open=is_open)
    if form == EXCEL and len(asked) <= sheets.MOST_IN_EXCEL:
        return sheets.excel_response(HEADINGS, told, name="requests")
    if form == EXCEL:
        return redirect(request.get_full_path().replace(".xlsx", ".csv", 1))
    if form != "csv":
        raise Http404
    return sheets.csv_response(HEADINGS, told, name="requests")
