"""The gate of public words, for whoever shows rows to everybody: what was typed, and who was paid.

Offices, companies and groups are told by their names; anybody else who was paid is a natural person. Persons of whom the
system knows that they take part are hidden by name, also where somebody writes them without a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import Person, Seat
from publishing.gate import Passed
from requests.models import BudgetRequest
from requests.ordinary import OFFICES, TRADES
from requests.papers import known_persons
from requests.public_edition import words

# By what their names begin with, or by letters alone (พอช.). All others may be somebody's own name.
_OFFICE = re.compile(rf"^(?:บัญชี)?(?:{'|'.join([*OFFICES, *TRADES])}|[ก-ฮ]{{2,6}}\.$)")


def payee(name: str) -> str:
    """Who was paid: an office, company or group by its name, anybody else as a natural person."""
    return words(name) if is_office(name) else _("A natural person")


def is_office(name: str) -> bool:
    return bool(_OFFICE.search(name.strip()))


def typed(text: str, about: BudgetRequest | None, paid_to: str = "") -> str:
    """What somebody wrote in office, without the persons of the request and without whoever was paid as a person."""
    return typed_of(text, persons_of(about), paid_to)


def persons_of(about: BudgetRequest | None, *places: int) -> list[str]:
    """Who is known by name in a matter: the persons of the request, and who sits where it is talked about."""
    sitting = [name for names in sitting_in(places).values() for name in names] if places else []
    return [*sitting, *(known_persons(about) if about else [])]


def typed_of(text: str, known: Iterable[str], paid_to: str = "") -> Passed:
    """The same, of many texts whose persons were read at once (`known_of`)."""
    if not text:
        return Passed()
    told = words(text, known=known)
    return Passed(told if is_office(paid_to) else words(told, known=[paid_to]))


def sitting_in(places: Iterable[int]) -> dict[int, list[str]]:
    """The names of those who sit or sat in each of these organisations."""
    held = Seat.objects.filter(organisation__in=set(places), person__isnull=False).order_by()
    found: dict[int, list[str]] = {}
    for place, name in held.values_list("organisation", "person__full_name").distinct():
        found.setdefault(place, []).append(name)
    return found


def known_of(rows: Iterable[BudgetRequest]) -> dict[int, list[str]]:
    """Who is known by name in the matter of each request, as `known_persons`, in two questions for all of them.

    Seats first, and then their persons by key: joined, the planner reads every person of the country.
    """
    asked = list(rows)
    part = Q(organisation__in={row.organisation_id for row in asked}) | Q(pk__in={row.filed_by_id for row in asked})
    held = Seat.objects.filter(part, person__isnull=False).order_by().values_list("pk", "organisation", "person")
    seats = list(held) if asked else []
    names = dict(Person.objects.filter(pk__in={person for *_seat, person in seats}).values_list("pk", "full_name"))
    by_place: dict[int, set[str]] = {}
    for _pk, place, person in seats:
        by_place.setdefault(place, set()).add(names[person])
    by_seat = {pk: {names[person]} for pk, _place, person in seats}
    return {
        row.pk: sorted(by_place.get(row.organisation_id, set()) | by_seat.get(row.filed_by_id, set())) for row in asked
    }
