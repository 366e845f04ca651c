"""The gate of public words, for whoever shows rows to everybody: what was typed, and who was paid.

Offices, companies and groups are told by their names; anybody else who was paid is a natural person. Persons of whom the
system knows that they take part are hidden by name, also where somebody writes them without a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from people.models import Seat
from requests.models import BudgetRequest
from requests.papers import known_persons
from requests.public_edition import words

# By what their names begin with, or by letters alone (พอช.). All others may be somebody's own name.
_OFFICE = re.compile(
    r"^(?:บัญชี)?(กลุ่ม|คณะ|สภา(?!พร)|อบต|อบจ|องค์การ|องค์กร|เทศบาล|โรงเรียน|โรงพยาบาล|รพ\.|สำนัก|ศูนย์|ชมรม|สมาคม|มูลนิธิ|เครือข่าย|กองทุน|วิสาหกิจ|สหกรณ์|บริษัท|ห้างหุ้นส่วน"
    r"|บจก\.|หจก\.|วัด|มหาวิทยาลัย|วิทยาลัย|สถาบัน|กรม|กระทรวง|จังหวัด|อำเภอ|ที่ทำการ|การไฟฟ้า|การประปา|ธนาคาร|ชุมชน|หมู่บ้าน|สนง\.|[ก-ฮ]{2,6}\.$)"
)


def payee(name: str) -> str:
    """Who was paid: an office, company or group by its name, anybody else as a natural person."""
    return words(name) if is_office(name) else _("A natural person")


def is_office(name: str) -> bool:
    return bool(_OFFICE.search(name.strip()))


def typed(text: str, about: BudgetRequest | None, paid_to: str = "") -> str:
    """What somebody wrote in office, without the persons of the request and without whoever was paid as a person."""
    return typed_of(text, known_persons(about) if about else [], paid_to)


def typed_of(text: str, known: Iterable[str], paid_to: str = "") -> str:
    """The same, of many texts whose persons were read at once (`known_of`)."""
    return words(text, known=[*known, *([] if is_office(paid_to) else [paid_to])]) if text else ""


def known_of(rows: Iterable[BudgetRequest]) -> dict[int, list[str]]:
    """Who is known by name in the matter of each request, as `known_persons`, in two questions for all of them."""
    asked = list(rows)
    places = _names("organisation", {row.organisation_id for row in asked})
    filers = _names("pk", {row.filed_by_id for row in asked})
    return {row.pk: [*places.get(row.organisation_id, ()), *filers.get(row.filed_by_id, ())] for row in asked}


def _names(column: str, keys: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    seats = Seat.objects.filter(**{f"{column}__in": list(keys)}, person__isnull=False)
    for key, name in seats.values_list(column, "person__full_name").distinct():
        found.setdefault(key, []).append(name)
    return found
